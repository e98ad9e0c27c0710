"""The bookshop's backend."""
