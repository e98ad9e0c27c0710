"""Other files: only what a rule needs."""
