"""SDD: what the tool says about its own work."""
