"""ASY: asynchronous code."""
