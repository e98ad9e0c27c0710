"""Accounts: sign in, sign out."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import RedirectResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm

from app.models import Credentials, Token
from app.services.accounts import sign_in

router = APIRouter(prefix="/auth", tags=["accounts"])
bearer = OAuth2PasswordBearer(tokenUrl="/auth/token")


@router.post("/token")
async def create_token(form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    """Sign in with name and password."""
    token = sign_in(Credentials(name=form.username, password=form.password))
    if token is None:
        raise HTTPException(401, "Name or password is wrong.")
    return token


@router.get("/leave")
async def leave(token: Annotated[str, Depends(bearer)]) -> RedirectResponse:
    """Sign out and go to the front page."""
    return RedirectResponse("/", headers={"X-Signed-Out": token[:4]})


# sdd: ignore[API201]  # expect: SDD002
@router.get("/whoami")
async def whoami(token: Annotated[str, Depends(bearer)]):  # expect: API201
    """The name behind the token."""
    return {"name": token.removesuffix("-session")}
