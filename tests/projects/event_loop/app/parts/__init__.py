"""Imports its own module by name."""

from . import part as part
