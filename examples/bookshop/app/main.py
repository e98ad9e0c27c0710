"""The application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from app.clients.publisher import PublisherClient
from app.routers import accounts, catalogue, live, orders
from app.services.warehouse import warm_up_scale
from app.settings import get_settings


@asynccontextmanager
async def lifespan(application: FastAPI) -> AsyncIterator[None]:
    """Open what the application needs, and close it again."""
    await warm_up_scale()
    application.state.publisher = PublisherClient(get_settings().publisher_url)
    yield
    await application.state.publisher.close()


app = FastAPI(title="Bookshop", lifespan=lifespan)
app.include_router(catalogue.router)
app.include_router(orders.router)
app.include_router(accounts.router)
app.include_router(live.router)


@app.get("/", response_class=HTMLResponse)
async def front_page():
    """A greeting for people who open the service in a browser."""
    return "<h1>Bookshop</h1>"


@app.get("/health")
async def health() -> dict[str, str]:
    """Whether the service is up."""
    return {"status": "ok"}


@app.get("/internal/reload", include_in_schema=False)
async def reload_settings():
    """Forget the settings, for the operators."""
    get_settings.cache_clear()
    return {"status": "reloaded"}
