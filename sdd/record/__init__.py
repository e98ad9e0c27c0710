"""Records and scaffolds: gathered facts become values, values become text."""
