from fastapi import APIRouter

router = APIRouter()


@router.get("/health")
def health() -> str: ...


@router.post("/report")
def report() -> None: ...
