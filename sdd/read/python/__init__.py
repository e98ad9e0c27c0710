"""Python source becomes facts: guard, sieve, parse, walk, places."""
