"""Re-exports, star imports, aliases, lazy and computed imports."""

import importlib

import fastapi
import reexported
import reexported.users.views as user_views
from reexported import *

app = fastapi.FastAPI()
app.include_router(router)
app.include_router(reexported.users_router, prefix="/a")
app.include_router(reexported.renamed)
app.include_router(user_views.router, prefix="/b")
app.include_router(importlib.import_module("reexported.api").lonely, prefix="/c")
for name in ("users", "api"):
    module = importlib.import_module(f"reexported.{name}")
    app.include_router(module.router, prefix=f"/loop/{name}")


def lazily() -> None:
    from reexported.api import lonely

    app.include_router(lonely, prefix="/lazy")


lazily()
