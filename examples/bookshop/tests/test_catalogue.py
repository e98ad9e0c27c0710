"""Browsing the shelves."""

from app.models import Book
from app.services.catalogue import page_of_books, put_book


def test_the_last_page_may_be_short() -> None:
    for number in range(25):
        put_book(Book(isbn=f"isbn-{number}", title="T", author="A", price_cents=900))
    page = page_of_books(limit=20, offset=20)
    assert (len(page.books), page.total) == (5, 25)
