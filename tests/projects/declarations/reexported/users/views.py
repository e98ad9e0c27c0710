from fastapi import APIRouter as Router

router = Router(prefix="/users")


@router.get("/{user_id:int}")
async def read(user_id: int) -> int: ...
