"""The payment provider."""

import os

import httpx

API_KEY_HEADER = "X-Api-Key"
PAYMENTS_URL = "https://payments.example/v2"


def payment_headers() -> dict[str, str]:
    """The headers that every request to the provider carries."""
    api_key = os.getenv("PAYMENT_API_KEY", "bk-7731-Lantern-mill-09")  # expect: SEC101
    return {API_KEY_HEADER: api_key}


async def request_payment(order_number: int, cents: int) -> str:
    """Ask for a payment; the provider's reference comes back."""
    async with httpx.AsyncClient(base_url=PAYMENTS_URL, headers=payment_headers()) as client:
        response = await client.post("/payments", json={"order": order_number, "cents": cents})
    response.raise_for_status()
    return str(response.json()["reference"])
