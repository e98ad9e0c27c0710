"""Entries put into, and taken out of, files that people keep by hand: every other byte stays."""
