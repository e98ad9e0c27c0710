"""Room: text becomes values, one file at a time."""
