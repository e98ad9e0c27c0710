"""Rules about prompt history records."""
