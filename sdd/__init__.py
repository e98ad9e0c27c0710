"""sdd: the deterministic referee for spec-driven FastAPI backends."""

__version__ = "0.1.0"
