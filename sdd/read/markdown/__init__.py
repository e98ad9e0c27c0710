"""Markdown documents to values: one reader per kind."""
