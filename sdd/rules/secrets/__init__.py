"""SEC: secrets in code and beside it."""
