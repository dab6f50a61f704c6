"""Sessions for who must not block a loop: `await session.token_async()`.

A thread is taken only where something must be waited for.
"""

from __future__ import annotations

from omnifund._thread import in_a_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator
    from typing import Any, Optional, TypeVar, Union

    from typing_extensions import Unpack

    from omnifund._authorization import Authorization
    from omnifund._raw._constants import SavePassword
    from omnifund._request import RequestOptions
    from omnifund._response import Response
    from omnifund._token import Token
    from omnifund._told import Status
    from omnifund._values import KeptAnswer, Login

    T = TypeVar("T")

__all__ = ["Awaited"]


class Awaited:
    """What `Session` has for coroutines. On asyncio and, where anyio is installed, on trio. Who is
    cancelled goes at once (on trio when the call has ended); the call ends by itself, and what it
    brought is kept. `Session.export` has no such call, since a pair that nobody waits for any more
    would be lost.
    """

    #: By loop: whose turn it is to ask for a token.
    _turns: dict[int, tuple[Any, asyncio.Lock]]

    if TYPE_CHECKING:

        def token(self, *, within: Optional[float] = None) -> Token: ...
        def token_lasting(self, seconds: float) -> Token: ...
        def request(
            self, method: str, path: str, **options: Unpack[RequestOptions]
        ) -> Response: ...
        def peek(self) -> Optional[Token]: ...
        def sign_in(self, password: str, *, save: Union[SavePassword, int] = 0) -> None: ...
        def sign_in_with_code(self, authorization: Authorization, redirect_url: str) -> None: ...
        def refresh(self) -> None: ...
        def reject(self, access_token: str) -> None: ...
        def token_login(self) -> Login: ...
        def status(self) -> Status: ...
        def kept_answer(self) -> Optional[KeptAnswer]: ...
        def recover(self) -> None: ...
        def sign_out(self) -> None: ...
        def forget(self) -> None: ...
        def adopt(
            self,
            refresh_token: str,
            *,
            access_token: Optional[str] = None,
            expires_at: Optional[float] = None,
            replace: bool = False,
        ) -> None: ...

    async def token_async(self, *, within: Optional[float] = None) -> Token:
        """`token`, awaited. One that needs nothing is there at once; one near its end is renewed by
        one caller, and where there is none, one thread asks for all that wait.
        """
        live = self.peek()
        if live is not None and live.fresh_for > 0:
            return live
        turn = _turn(self)
        if turn is None:
            return await in_a_thread(self.token, within=within)
        if live is not None and turn.locked():
            return live
        return await _in_turn(self, turn, within)

    async def token_lasting_async(self, seconds: float) -> Token:
        """`token_lasting`, awaited. One that is fresh for so long is there at once."""
        live = self.peek()
        if live is not None and live.fresh_for > seconds:
            return live
        return await in_a_thread(self.token_lasting, seconds)

    async def request_async(
        self, method: str, path: str, **options: Unpack[RequestOptions]
    ) -> Response:
        """`request`, awaited. What it is given that is called, such as a generator's body or a
        function for the output, is called on another thread.

        Who is cancelled is told what can have become of the request by the `outcome` of the
        `CancelledError`: `NOT_SENT` where it never leaves, `UNKNOWN` where it was begun, and goes
        on to its end by itself; then a charge may have been made. It is never sent again.
        """
        from omnifund._begun import Begun

        return await Begun(self.request).awaited(method, path, **options)

    async def pages_async(
        self, path: str, **options: Unpack[RequestOptions]
    ) -> AsyncIterator[Response]:
        """`pages`, awaited: `async for page in session.pages_async("/api/customers")`."""
        from omnifund._request import next_page

        following: Optional[str] = path
        while following is not None:
            page = await self.request_async("GET", following, **options)
            yield page
            following = next_page(page, options)

    async def sign_in_async(self, password: str, *, save: Union[SavePassword, int] = 0) -> None:
        """`sign_in`, awaited."""
        await in_a_thread(self.sign_in, password, save=save)

    async def sign_in_with_code_async(
        self, authorization: Authorization, redirect_url: str
    ) -> None:
        """`sign_in_with_code`, awaited."""
        await in_a_thread(self.sign_in_with_code, authorization, redirect_url)

    async def refresh_async(self) -> None:
        """`refresh`, awaited."""
        await in_a_thread(self.refresh)

    async def reject_async(self, access_token: str) -> None:
        """`reject`, awaited."""
        await in_a_thread(self.reject, access_token)

    async def token_login_async(self) -> Login:
        """`token_login`, awaited."""
        return await in_a_thread(self.token_login)

    async def status_async(self) -> Status:
        """`status`, awaited."""
        return await in_a_thread(self.status)

    async def kept_answer_async(self) -> Optional[KeptAnswer]:
        """`kept_answer`, awaited."""
        return await in_a_thread(self.kept_answer)

    async def recover_async(self) -> None:
        """`recover`, awaited."""
        await in_a_thread(self.recover)

    async def adopt_async(
        self,
        refresh_token: str,
        *,
        access_token: Optional[str] = None,
        expires_at: Optional[float] = None,
        replace: bool = False,
    ) -> None:
        """`adopt`, awaited."""
        pair = {"access_token": access_token, "expires_at": expires_at}
        await in_a_thread(self.adopt, refresh_token, **pair, replace=replace)

    async def forget_async(self) -> None:
        """`forget`, awaited."""
        await in_a_thread(self.forget)

    async def sign_out_async(self) -> None:
        """`sign_out`, awaited."""
        await in_a_thread(self.sign_out)


def _turn(session: Awaited) -> Optional[asyncio.Lock]:
    """Of the loop that runs; none where it is not asyncio's."""
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return None
    turns = session._turns
    for number, (other, _) in list(turns.items()):
        if other.is_closed():
            turns.pop(number, None)
    return turns.setdefault(id(loop), (loop, asyncio.Lock()))[1]


async def _in_turn(session: Awaited, turn: asyncio.Lock, within: Optional[float]) -> Token:
    import asyncio
    from time import monotonic

    began = monotonic()
    try:
        await asyncio.wait_for(turn.acquire(), within)
    except asyncio.TimeoutError:
        return await in_a_thread(session.token, within=0)
    try:
        live = session.peek()
        if live is not None and live.fresh_for > 0:
            return live
        left = None if within is None else max(0.0, within - (monotonic() - began))
        return await in_a_thread(session.token, within=left)
    finally:
        turn.release()
