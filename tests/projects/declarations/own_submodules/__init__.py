from fastapi import APIRouter
from own_submodules import health

router = APIRouter(prefix="/own")
router.include_router(health.router)
