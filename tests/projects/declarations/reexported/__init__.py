"""A package that re-exports its routers."""

from .api import *
from .api import lonely as renamed
from .users import router as users_router
