"""Settings, read from the environment."""

from functools import lru_cache

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that differs between machines."""

    model_config = SettingsConfigDict(env_prefix="BOOKSHOP_", env_file=".env")

    session_secret: SecretStr
    webhook_secret: SecretStr = Field(min_length=32)
    token_url: str = "/auth/token"
    publisher_url: str = "https://publisher.example/api"
    database_url: str = "postgresql://bookshop:Wren40quarry@db.internal/bookshop"  # expect: SEC101
    page_size: int = 20  # sdd: ignore[SEC101] a key stood here once  # expect: SDD003, SEC104


@lru_cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
