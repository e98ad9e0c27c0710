"""TSK: the task lists."""
