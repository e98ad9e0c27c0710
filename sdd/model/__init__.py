"""The ground: frozen values that every room speaks in. No input, no output, no parser."""
