"""Books: the list, one book, its cover."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from app.models import Book, BookPage
from app.services.catalogue import find_book, page_of_books, put_book

router = APIRouter(prefix="/books", tags=["catalogue"])

Limit = Annotated[int, Query(gt=0, le=100)]
Offset = Annotated[int, Query(ge=0)]


@router.get("")
async def list_books(limit: Limit = 20, offset: Offset = 0) -> BookPage:
    """A page of the catalogue."""
    return page_of_books(limit, offset)


@router.get("/{isbn}", response_model=Book)
async def read_book(isbn: str, request: Request):
    """One book with the price of today."""
    book = find_book(isbn)
    if book is None:
        raise HTTPException(404, "We do not know this book.")
    cents = await request.app.state.publisher.price_cents(isbn)
    return book.model_copy(update={"price_cents": cents})


@router.get("/{isbn}/cover", responses={200: {"content": {"image/jpeg": {}}}})
async def read_cover(isbn: str, request: Request) -> Response:
    """The cover as JPEG."""
    image = await request.app.state.publisher.cover(isbn)
    return Response(image, media_type="image/jpeg")


@router.get("/{isbn}/stock")
async def read_stock(isbn: str, request: Request):  # expect: API201
    """How many copies can be ordered."""
    return {"copies": await request.app.state.publisher.stock(isbn)}


@router.put("/{isbn}", status_code=204)
async def replace_book(isbn: str, book: Book):
    """Put a book on the shelf."""
    put_book(book.model_copy(update={"isbn": isbn}))
