"""The outside world: roots, files, ignore rules, configuration and writing."""
