"""What changes while somebody watches."""

from fastapi import APIRouter, WebSocket

from app.services.orders import wait_for_change

router = APIRouter(prefix="/live")


@router.websocket("/orders/{number}")
async def follow_order(socket: WebSocket, number: int):
    """Send every new state of an order."""
    await socket.accept()
    state = ""
    while state != "delivered":
        state = await wait_for_change(number, state)
        await socket.send_json({"number": number, "state": state})
