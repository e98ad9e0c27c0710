"""Room: small pure questions, one file each, a folder per family."""
