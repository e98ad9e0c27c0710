from fastapi import APIRouter


def get_books() -> APIRouter:
    router = APIRouter(prefix="/books")

    @router.get("/{isbn}")
    def read(isbn: str) -> str: ...

    return router
