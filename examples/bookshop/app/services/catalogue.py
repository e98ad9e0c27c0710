"""The shelves."""

from app.models import Book, BookPage

_BOOKS: dict[str, Book] = {}


def page_of_books(limit: int, offset: int) -> BookPage:
    """A slice of the catalogue in the order of titles."""
    books = sorted(_BOOKS.values(), key=lambda book: book.title)
    return BookPage(books=books[offset : offset + limit], total=len(books))


def find_book(isbn: str) -> Book | None:
    """The book with this ISBN."""
    return _BOOKS.get(isbn)


def put_book(book: Book) -> None:
    """Put a book on the shelf, or replace it."""
    _BOOKS[book.isbn] = book
