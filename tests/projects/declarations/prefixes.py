"""Prefixes from constants, f-strings, joins, environment defaults and settings."""

import os
from enum import Enum

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel, Field

VERSION = "1.2.3"
MAJOR = VERSION.split(".")[0]
BASE = os.getenv("SDD_SHOP_BASE", "/base")
PREFIXES = {"books": "/books", "films": BASE + "/films"}


class Area(str, Enum):
    SHOP = "shop"
    ADMIN = "admin"


class Paths:
    ROOT = "/paths"
    ITEM = ROOT + "/{item}"


class Config(BaseModel):
    prefix: str = Field(default="/conf", description="where it lies")

    @property
    def full(self) -> str:
        return f"{self.prefix}/v{MAJOR}"


config = Config()
router = APIRouter(prefix=f"/v{MAJOR}", tags=[Area.SHOP])
app = FastAPI()


@router.get(PREFIXES["books"])
def books() -> str: ...


@router.get("%s/x" % PREFIXES["films"])
def films() -> str: ...


@router.get(Paths.ITEM)
def item(item: str) -> str: ...


@router.get("/{}/{name}".format("format", name="named"))
def formatted() -> str: ...


@router.get("/" + "/".join(["a", "b"]))
def joined() -> str: ...


@router.get("/cut"[:3])
def cut() -> str: ...


app.include_router(router, prefix=config.full)
app.include_router(router, prefix=f"/{Area.ADMIN.value}")
app.include_router(router, prefix=(os.environ.get("SDD_SHOP_UNSET") or "/fallback").rstrip("/"))
