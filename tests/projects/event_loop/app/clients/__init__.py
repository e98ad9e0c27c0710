"""Re-exports, so that names lead through a package."""

from .fetch import *
from .fetch import fetch_page as page
from .store import Store as Store
