"""Files beside code and documents: what they bind to names, and where."""
