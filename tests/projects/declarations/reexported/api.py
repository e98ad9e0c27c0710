from fastapi import APIRouter

__all__ = ["router"]
router = APIRouter(prefix="/starred")
lonely = APIRouter(prefix="/lonely")


@router.get("/x")
def starred() -> str: ...


@lonely.get("/y")
def alone() -> str: ...
