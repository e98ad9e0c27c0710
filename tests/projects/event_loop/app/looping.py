"""Imports the module that imports it."""

from app import hard


def again():
    return hard.load(again)
