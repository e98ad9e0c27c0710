"""The hooks that call `sdd`: put into the configuration of agents, git and pre-commit, and run."""
