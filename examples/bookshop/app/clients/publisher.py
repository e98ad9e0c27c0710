"""The publisher's service: prices, stock and covers."""

import asyncio

import httpx
import requests
import requests as legacy_http

TIMEOUT_SECONDS = 5.0


class PublisherClient:
    """Asks the publisher. One instance lives as long as the application."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._client = httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT_SECONDS)

    async def price_cents(self, isbn: str) -> int:
        """The price of today."""
        response = await self._client.get(f"/prices/{isbn}")
        response.raise_for_status()
        return int(response.json()["cents"])

    async def stock(self, isbn: str) -> int:
        """How many copies the publisher holds."""
        response = legacy_http.get(f"{self.base_url}/stock/{isbn}", timeout=5)  # expect: ASY301
        return int(response.json()["copies"])

    async def cover(self, isbn: str) -> bytes:
        """The cover as JPEG; only the old library speaks to the old image server."""
        url = f"{self.base_url}/covers/{isbn}.jpg"
        response = await asyncio.to_thread(requests.get, url, timeout=TIMEOUT_SECONDS)
        return bytes(response.content)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()
