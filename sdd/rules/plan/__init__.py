"""PLN: the plans."""
