"""API: the FastAPI contract."""
