"""A module whose router others use as an attribute."""

from fastapi import APIRouter

router = APIRouter(tags=["views"])


@router.get("/seen")
async def seen() -> dict: ...
