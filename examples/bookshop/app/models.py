"""What goes over the wire."""

from pydantic import BaseModel, Field, SecretStr


class Book(BaseModel):
    """A book as readers see it."""

    isbn: str
    title: str
    author: str
    price_cents: int
    stock: int = 0


class BookPage(BaseModel):
    """A slice of the catalogue."""

    books: list[Book]
    total: int


class OrderLine(BaseModel):
    """One book of an order."""

    isbn: str
    amount: int = Field(gt=0, le=20)


class NewOrder(BaseModel):
    """What a reader sends to order books."""

    lines: list[OrderLine] = Field(min_length=1)


class Order(BaseModel):
    """An order that was taken."""

    number: int
    lines: list[OrderLine]
    total_cents: int
    state: str = "taken"


class OrderPage(BaseModel):
    """A slice of a reader's orders."""

    orders: list[Order]
    total: int


class Credentials(BaseModel):
    """What a reader signs in with."""

    name: str
    password: SecretStr


class Token(BaseModel):
    """The answer to a sign-in."""

    access_token: str
    token_type: str = "bearer"
