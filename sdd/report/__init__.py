"""Outcome -> text. Every module is one format; each is a pure function and prints nothing."""
