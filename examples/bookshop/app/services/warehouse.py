"""What the warehouse prints."""

import time

from fastapi.concurrency import run_in_threadpool

from app.models import Order

PRINTER_PAUSE_SECONDS = 0.5


async def write_daily_list(path: str, orders: list[Order]) -> None:
    """Write one line per order."""
    with open(path, "w", encoding="utf-8") as file:  # expect: ASY301
        file.writelines(f"{order.number} {order.state}\n" for order in orders)


async def print_labels(orders: list[Order]) -> None:
    """Print a label per order; the printer wants a pause after each."""

    def print_slowly() -> None:
        for order in orders:
            print(order.number)
            time.sleep(PRINTER_PAUSE_SECONDS)

    await run_in_threadpool(print_slowly)


async def warm_up_scale() -> None:
    """Wait for the scale's serial line to settle."""
    time.sleep(0.1)  # sdd: ignore[ASY301] runs once, before the first request is accepted
