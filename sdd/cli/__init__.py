"""Door: parse the command line, call the corridor, print, exit."""
