"""Orders: take, list, cancel, export."""

import time
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, status
from fastapi.responses import JSONResponse, PlainTextResponse

from app.models import NewOrder, Order, OrderPage
from app.services.orders import cancel_order, page_of_orders, take_order
from app.services.warehouse import print_labels, write_daily_list

router = APIRouter(prefix="/orders", tags=["orders"])

Limit = Annotated[int, Query(gt=0, le=100)]
Offset = Annotated[int, Query(ge=0)]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_order(new: NewOrder) -> Order:
    """Order books."""
    return await take_order(new)


@router.get("")
async def list_orders(limit: Limit = 20, offset: Offset = 0) -> OrderPage:
    """A reader's own orders, newest first."""
    return page_of_orders(limit, offset)


@router.delete("/{number}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_order(number: int) -> None:
    """Cancel an order."""
    if not cancel_order(number):
        raise HTTPException(409, "This order cannot be cancelled any more.")


@router.post("/labels", status_code=status.HTTP_202_ACCEPTED)
async def start_labels():  # expect: API201
    """Print a label for each of the newest orders."""
    orders = page_of_orders(100, 0).orders
    await print_labels(orders)
    return {"labels": len(orders)}


@router.post("/daily-list", response_model=None)
async def start_daily_list() -> JSONResponse | dict[str, str]:
    """Write the warehouse's list; an empty one is not written."""
    orders = page_of_orders(100, 0).orders
    if not orders:
        return JSONResponse({"state": "empty"}, status_code=409)
    await write_daily_list("orders.txt", orders)
    return {"state": "written"}


@router.get("/export", response_class=PlainTextResponse)
def export_orders(limit: Limit = 100, offset: Offset = 0):
    """All orders as text, slowly; FastAPI runs this in a worker thread."""
    lines = []
    for order in page_of_orders(limit, offset).orders:
        time.sleep(0.01)
        lines.append(f"{order.number} {order.total_cents}")
    return "\n".join(lines)
