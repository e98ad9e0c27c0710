"""Rules about architecture decision records."""
