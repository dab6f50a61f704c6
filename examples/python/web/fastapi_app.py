"""FastAPI: sign-in by browser, and a page that needs a token. The loop never waits for a session.

Run: SECRET_KEY=... CALLBACK=https://pos.example.com/callback uvicorn fastapi_app:app
     with OMNIFUND_STORE and OMNIFUND_ENVIRONMENT set
"""

from __future__ import annotations

import os

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from merchants import Merchants, http_status
from starlette.middleware.sessions import SessionMiddleware

import omnifund

app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key=os.environ["SECRET_KEY"])
merchants = Merchants(os.environ["CALLBACK"])


@app.get("/{merchant}/{user}/sign-in")
def sign_in(request: Request, merchant: str, user: str) -> Response:
    return RedirectResponse(merchants.ask(merchant, user, request.session), 303)


@app.get("/callback")
async def callback(request: Request) -> Response:
    asked = merchants.asked(request.session)
    if asked:
        till, question = asked
        await till.sign_in_with_code_async(question, str(request.url))
    return RedirectResponse("/", 303)


@app.get("/")
def welcome() -> str:
    return "Welcome"


@app.get("/{merchant}/{user}")
async def till(merchant: str, user: str) -> dict[str, int | None]:
    token = await merchants.session(merchant, user).token_async()
    return {"expires_at": token.expires_at}


@app.exception_handler(omnifund.OmnifundError)
async def told(_: Request, error: omnifund.OmnifundError) -> Response:
    return PlainTextResponse(str(error), http_status(error))
