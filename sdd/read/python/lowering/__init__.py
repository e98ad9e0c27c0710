"""Syntax that is newer than the interpreter: trees of libcst become trees of `ast`."""
