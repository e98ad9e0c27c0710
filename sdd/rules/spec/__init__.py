"""SPC: the specifications."""
