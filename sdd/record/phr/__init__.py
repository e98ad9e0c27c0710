"""Prompt history records: a session, cleaned, decided, named and written."""
