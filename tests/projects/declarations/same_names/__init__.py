from .get_books import get_books

__all__ = ["get_books"]
