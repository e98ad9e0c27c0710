"""What a secret looks like, and how text is shown without it. No input, no output."""
