"""Calls a factory and never names the framework."""

from factories import Settings, create_app

service = create_app(Settings(prefix="/svc", version=7))
