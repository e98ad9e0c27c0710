"""Orders: taken, paid, cancelled."""

import asyncio
import time

from app.clients.payments import request_payment
from app.models import NewOrder, Order, OrderPage
from app.services.catalogue import find_book

RETRY_SECONDS = 0.2

_ORDERS: dict[int, Order] = {}


def page_of_orders(limit: int, offset: int) -> OrderPage:
    """A slice of the orders, newest first."""
    orders = sorted(_ORDERS.values(), key=lambda order: order.number, reverse=True)
    return OrderPage(orders=orders[offset : offset + limit], total=len(orders))


async def take_order(new: NewOrder) -> Order:
    """Write an order down and have it paid."""
    total = sum(line.amount * price_cents(line.isbn) for line in new.lines)
    order = Order(number=len(_ORDERS) + 1, lines=new.lines, total_cents=total)
    _ORDERS[order.number] = order
    await pay(order)
    return order


async def pay(order: Order) -> None:
    """Ask for the payment, once more if the provider stumbles."""
    try:
        await request_payment(order.number, order.total_cents)
    except OSError:
        time.sleep(RETRY_SECONDS)  # expect: ASY301
        await request_payment(order.number, order.total_cents)


async def wait_for_change(number: int, state: str) -> str:
    """The next state of an order, as soon as it differs from the given one."""
    while _ORDERS[number].state == state:
        await asyncio.sleep(RETRY_SECONDS)
    return _ORDERS[number].state


def price_cents(isbn: str) -> int:
    """The price of a book, nothing for a book that we do not know."""
    book = find_book(isbn)
    return book.price_cents if book else 0


def cancel_order(number: int) -> bool:
    """Forget an order; False if there is none."""
    return _ORDERS.pop(number, None) is not None
