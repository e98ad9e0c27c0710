"""CON: the constitution."""
