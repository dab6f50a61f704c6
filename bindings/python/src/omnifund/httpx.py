"""A valid access token on each request of `httpx`:

session = omnifund.Session.open_configured("alice")
client = httpx.AsyncClient(auth=omnifund.httpx.Auth(session))
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import AsyncGenerator, Generator
from typing import Optional

import anyio
import anyio.lowlevel
import httpx

from omnifund._bearer import Origin, refuses_token
from omnifund._errors import OmnifundError, also
from omnifund._session import Session
from omnifund._thread import in_a_thread
from omnifund._values import Token

__all__ = ["Auth"]


class Auth(httpx.Auth):
    """Puts a valid access token on each request to one origin: that of the session's base URL, or
    of another `url`. Requests to other origins go as they are. At a 401 that is about the token it
    rejects that and tries once more with another one, where the body can be sent again: a
    generator's can't.

    Where there is no token, the request is not sent, and the session's error is raised, which is an
    `httpx.RequestError` as well.

    An `AsyncClient`'s loop never waits: a live token is at hand, it is renewed ahead of its end by
    a thread in the background, and where there is none, one thread asks for all that wait.
    """

    def __init__(self, session: Session, url: Optional[str] = None) -> None:
        self.session = session
        self.origin = Origin(session.base_url if url is None else url)
        self._renewal: Optional[threading.Thread] = None
        # A lock of anyio's belongs to one loop.
        self._turn: anyio.lowlevel.RunVar[anyio.Lock] = anyio.lowlevel.RunVar("omnifund_turn")

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        if not self.origin.covers(str(request.url)):
            yield request
            return
        access_token = self._access_token(request)
        response = yield _bearing(access_token, request)
        if not _was_sent(access_token, response):
            return
        response.read()
        if _refuses(response):
            self.session.reject(access_token)
            if _can_be_sent_again(request):
                other = self._access_token(request)
                if other != access_token:
                    yield _bearing(other, request)

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        if not self.origin.covers(str(request.url)):
            yield request
            return
        access_token = await self._access_token_async(request)
        response = yield _bearing(access_token, request)
        if not _was_sent(access_token, response):
            return
        await response.aread()
        if _refuses(response):
            await in_a_thread(self.session.reject, access_token)
            if _can_be_sent_again(request):
                other = await self._access_token_async(request)
                if other != access_token:
                    yield _bearing(other, request)

    def _access_token(self, request: httpx.Request) -> str:
        try:
            return self.session.token().access_token
        except OmnifundError as error:
            raise also(error, httpx.RequestError, request) from None

    async def _access_token_async(self, request: httpx.Request) -> str:
        try:
            return (await self._token()).access_token
        except OmnifundError as error:
            raise also(error, httpx.RequestError, request) from None

    async def _token(self) -> Token:
        token = self.session.peek()
        if token is None:
            try:
                turn = self._turn.get()
            except LookupError:
                turn = anyio.Lock()
                self._turn.set(turn)
            async with turn:
                found = self.session.peek()
                return found if found else await in_a_thread(self.session.token)
        # After a fork the parent's thread counts as dead in the child.
        if token.fresh_for == 0 and not (self._renewal and self._renewal.is_alive()):
            # No daemon: a program that ends meanwhile waits, and the new tokens are kept.
            self._renewal = threading.Thread(target=self._renew, name="omnifund renewal")
            self._renewal.start()
        return token

    def _renew(self) -> None:
        # Whoever needs a token is told the same, and by then it may have been mended. The session
        # may have been closed since.
        with contextlib.suppress(OmnifundError, ValueError):
            self.session.token()


def _bearing(access_token: str, request: httpx.Request) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {access_token}"
    return request


def _was_sent(access_token: str, response: httpx.Response) -> bool:
    """Whether this is a 401 to this token. After a redirect to another host there is none in the
    request, and none goes there.
    """
    sent = response.request.headers.get("Authorization")
    return response.status_code == 401 and sent == f"Bearer {access_token}"


def _refuses(response: httpx.Response) -> bool:
    return refuses_token(response.headers.get("WWW-Authenticate", ""), response.content)


def _can_be_sent_again(request: httpx.Request) -> bool:
    return isinstance(request.stream, httpx.ByteStream)
