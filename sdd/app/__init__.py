"""Corridor: one file per thing a user can want. Only here do the rooms meet."""
