"""Sessions, as dependencies give them."""

from collections.abc import AsyncIterator, Generator
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("sqlite://")
Local = sessionmaker(bind=engine)
AsyncLocal = async_sessionmaker(create_async_engine("sqlite+aiosqlite://"))


def plain_session():
    session = Local()
    try:
        yield session
    finally:
        session.close()


def typed_session() -> Generator[Session, None, None]:
    with Local() as session:
        yield session


async def async_session() -> AsyncIterator[AsyncSession]:
    async with AsyncLocal() as session:
        yield session


class Repository:
    def __init__(self, session: Annotated[Session, Depends(typed_session)]) -> None:
        self.session = session

    def all(self, model):
        return self.session.query(model).filter_by(active=True).all()


Database = Annotated[Session, Depends(plain_session)]
Repositories = Annotated[Repository, Depends()]
AsyncDatabase = Annotated[AsyncSession, Depends(async_session)]
