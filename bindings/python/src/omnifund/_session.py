"""Sessions: always a valid access token, and never a lost refresh token."""

from __future__ import annotations

import os
from _thread import get_ident
from time import monotonic, sleep

from omnifund._awaiting import Awaited
from omnifund._handle import Handle, pointer_of
from omnifund._raw import hosts
from omnifund._raw.calls import (
    do,
    ffi,
    give,
    lib,
    milliseconds,
    number,
    own,
    path,
    string,
    text,
    there,
    waiting,
)
from omnifund._token import CLOCK_BOOTTIME, Token, changes, clock_gettime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Optional, TypeVar, Union

    from typing_extensions import Unpack

    from omnifund._authorization import Authorization
    from omnifund._client import Client
    from omnifund._config import Config
    from omnifund._log import Sink
    from omnifund._raw._constants import SavePassword
    from omnifund._raw.calls import Path
    from omnifund._request import RequestOptions
    from omnifund._response import Response
    from omnifund._store import Store
    from omnifund._told import Status
    from omnifund._values import KeptAnswer, Login, Pair

    T = TypeVar("T")
    # The token is there while its time has not come.
    Kept = tuple[float, int, "Token"]

__all__ = ["Session"]

# A call's budget, unless it was set longer, and some time to save.
CLOSE_PATIENCE = 30
LOOK_AGAIN_AFTER = 0.005

# What a session keeps that has no token that may be kept.
NOTHING: Kept = (float("-inf"), 0, None)  # type: ignore[assignment]


class Session(Awaited, Handle):
    """One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any
    time, and any number of processes the same store; a forked child goes on with its parent's
    session.

    Ask `token` before each request, and keep no token yourself. Calls block for the call budget at
    most (`Settings.call_budget`); Ctrl-C takes effect when they return.
    """

    _made_by = "Session.open_configured, Session.open or Session.open_named"

    #: Whose session it is.
    username: str
    _sinks: list[Sink]
    _process: int
    #: The threads that are in a call.
    _calling: list[int]
    #: Until when a token may be handed out again without asking the library, while the count of
    #: changes stays what it was before the library was asked for it.
    _kept: Kept

    @classmethod
    def open(cls, client: Client, store: Store, username: str) -> Session:
        """The session of a user. Nobody needs to be signed in."""
        arguments = pointer_of(client, "Client"), pointer_of(store, "Store"), text(username)
        pointer = waiting(give, "session", lib.omnifund_session_open, *arguments)
        return cls._of(pointer, username, client._sinks)

    @classmethod
    def open_named(cls, config: Config, store: Store, client_name: str, username: str) -> Session:
        """The session of a user under an OAuth client that the store keeps under a name, with the
        other settings of `config`. Nobody needs to be signed in.
        """
        handles = pointer_of(config, "Config"), pointer_of(store, "Store")
        arguments = *handles, text(client_name), text(username)
        pointer = waiting(give, "session", lib.omnifund_session_open_named, *arguments)
        return cls._of(pointer, username, config._sinks)

    @classmethod
    def open_configured(cls, username: str, file: Optional[Path] = None) -> Session:
        """The session of a user in the store, and under the OAuth client, that a configuration
        names: a file, or the environment variables; see `Config.load`.
        """
        arguments = ffi.NULL if file is None else path(file), text(username)
        pointer = waiting(give, "session", lib.omnifund_session_open_configured, *arguments)
        return cls._of(pointer, username, [])

    @classmethod
    def _of(cls, pointer: Any, username: str, sinks: list[Sink]) -> Session:
        self = cls._holding(pointer)
        self.username = username
        self._sinks = list(sinks)
        self._process = os.getpid()
        self._calling = []
        self._kept = NOTHING
        self._turns = {}
        return self

    def close(self) -> None:
        """Gives it up, and waits for the calls that other threads are making with it, so that a
        program which then ends loses no pair: for half a minute at most. Closing twice is fine.
        """
        super().close()
        self._kept = NOTHING
        # In a forked child the parent's other threads are not there.
        patience = monotonic() + CLOSE_PATIENCE if os.getpid() == self._process else 0
        while self._others_are_calling() and monotonic() < patience:
            sleep(LOOK_AGAIN_AFTER)

    def _others_are_calling(self) -> bool:
        me = get_ident()
        return any(thread != me for thread in list(self._calling))

    def _waiting(self, call: Callable[..., T], *arguments: Any) -> T:
        """Makes a call that can block, and that `close` waits for."""
        # No lock, which a forked child would inherit: a list's own steps are whole.
        me = get_ident()
        self._calling.append(me)
        try:
            return waiting(call, *arguments)
        finally:
            self._calling.remove(me)

    def sign_in(self, password: str, *, save: Union[SavePassword, int] = 0) -> None:
        """Signs the user in by password. A failed one leaves the session as it was. Blocks.

        `save` saves the password with the session, so that it can sign in anew by itself where
        the server's reply to a refresh was lost.
        """
        arguments = self._pointer, text(password), number(save, "SavePassword")
        self._waiting(do, lib.omnifund_session_sign_in_saving, *arguments)

    def sign_in_with_code(self, authorization: Authorization, redirect_url: str) -> None:
        """Signs the user in with the code that it came back with from OmniFund's authorization
        page: `redirect_url` is the whole URL, or path and query as a web server sees it. A failed
        one leaves the session as it was. OmniFund does not say who logged in there: that it is this
        session's user, the program has to know. Blocks.
        """
        asked = pointer_of(authorization, "Authorization")
        arguments = self._pointer, asked, text(redirect_url)
        self._waiting(do, lib.omnifund_session_sign_in_with_code, *arguments)

    def token(self, *, within: Optional[float] = None) -> Token:
        """A valid access token, whatever it takes; its refresh token is `None`. One that needs
        nothing is handed out at once; one near its end is refreshed by one caller while all others
        get it as it is. Blocks, for `within` seconds at most.

        Fails only where no live token is left: `SignInRequired`, `TryLater`, or what the exchange
        or the store said.
        """
        until, seen, token = self._kept
        if clock_gettime(CLOCK_BOOTTIME) < until and changes[0] == seen and within is None:
            return token
        if hosts.hub_would_wait():
            live = self.peek()
            if live is not None and live.fresh_for > 0:
                return live
        # Read before: what changes meanwhile ends what is kept.
        seen = changes[0]
        if within is None:
            got = self._waiting(give, "token", lib.omnifund_session_token, self._pointer)
        else:
            arguments = self._pointer, milliseconds(within)
            got = self._waiting(give, "token", lib.omnifund_session_token_within, *arguments)
        return self._keep(Token._of(got), seen)

    def token_lasting(self, seconds: float) -> Token:
        """A valid access token that counts as good for so many seconds at least, for a batch that
        must not break off; it is refreshed where it must be. It is a `Bug` where OmniFund's tokens
        never last so long; else it fails as `token` does, also where a live token is left that does
        not last so long. Blocks.
        """
        arguments = self._pointer, -(-milliseconds(seconds) // 1000)
        return Token._of(
            self._waiting(give, "token", lib.omnifund_session_token_lasting, *arguments)
        )

    def request(self, method: str, path: str, **options: Unpack[RequestOptions]) -> Response:
        """Makes a request of OmniFund's API with a valid access token:

            session.request("GET", "/api/customers", query={"lastName": "Smith"}).json()
            session.request("POST", "/api/x", json={"amount": 100})

        `path` stands behind the base URL, and leads nowhere else; what a request may have lists
        `RequestOptions`. At a 401 that is about the token it is rejected, and the request made once
        more with another. Whatever the server answers else is a `Response`, and no error.

        The `outcome` of an `OmnifundError` tells of this request: `NOT_SENT` where not one byte of
        it left, `REFUSED` after a 401 where there was no other token, `UNKNOWN` where it left and
        no whole answer came back: then a charge may have been made, and it is never sent again.
        What a function that is called meanwhile raises comes out as it is. Blocks.
        """
        from omnifund._errors import OmnifundError
        from omnifund._request import Request
        from omnifund._response import Response

        request = Request(method, path, options)
        arguments = self._pointer, request.pointer
        try:
            response = self._waiting(give, "response", lib.omnifund_session_request, *arguments)
        except OmnifundError as error:
            if request.raised is not None:
                raise request.raised from error
            raise
        key = string(lib.omnifund_request_idempotency_key(request.pointer))
        return Response._of(response, idempotency_key=key)

    def pages(self, path: str, **options: Unpack[RequestOptions]) -> Iterator[Response]:
        """Gets a collection page by page, to its last one; a page that is no success is the last.
        Blocks at each.
        """
        from omnifund._request import next_page

        following: Optional[str] = path
        while following is not None:
            page = self.request("GET", following, **options)
            yield page
            following = next_page(page, options)

    @property
    def base_url(self) -> str:
        """Where OmniFund is: only its origin may be sent the access token."""
        return there(lib.omnifund_session_base_url(self._pointer))

    def peek(self) -> Optional[Token]:
        """A live token, or `None`: asks neither the server nor the store, and never blocks."""
        until, seen, token = self._kept
        if clock_gettime(CLOCK_BOOTTIME) < until and changes[0] == seen:
            return token
        seen = changes[0]
        pointer = lib.omnifund_session_peek(self._pointer)
        if pointer == ffi.NULL:
            return None
        return self._keep(Token._of(own("token", pointer)), seen)

    def _keep(self, token: Token, seen: int) -> Token:
        if token.fresh_for > 0:
            self._kept = token._fresh_until, seen, token
            # Another thread may have closed the session meanwhile.
            if self._held is None:
                self._kept = NOTHING
        return token

    def refresh(self) -> None:
        """Refreshes whether it must or not; many callers make one exchange. Blocks."""
        self._waiting(do, lib.omnifund_session_refresh, self._pointer)

    def reject(self, access_token: str) -> None:
        """Hands back an access token with which you saw a 401: the next `token` refreshes, unless
        there is a newer one already. A 403 is no rejection. Blocks on the store only.
        """
        self._waiting(do, lib.omnifund_session_reject, self._pointer, text(access_token))

    def token_login(self) -> Login:
        """Token login with a valid access token; once more with a new one where the server refuses
        it. Blocks.
        """
        from omnifund._values import Login

        return Login._of(
            self._waiting(give, "login", lib.omnifund_session_token_login, self._pointer)
        )

    def status(self) -> Status:
        """How the session stands, from the store: no network."""
        from omnifund._told import Status

        return Status._of(self._waiting(give, "status", lib.omnifund_session_status, self._pointer))

    def kept_answer(self) -> Optional[KeptAnswer]:
        """The answer of OmniFund that could not be understood, where one is kept, from the store:
        no network. `Status.kept_answer` tells whether there is one.
        """
        from omnifund._values import KeptAnswer

        call = lib.omnifund_session_kept_answer
        return KeptAnswer._or_none(waiting(give, "kept_answer", call, self._pointer))

    def recover(self) -> None:
        """Looks at the kept answer once more, and goes on with the tokens in it: no network. A
        session does so by itself before each refresh. It is `Refused` where there is nothing to
        recover (`Code.NOTHING_KEPT`), and where the answer can't be understood still
        (`Code.STILL_UNREADABLE`): then a human looks at `KeptAnswer.expose`, and gives the tokens
        that stand there to `adopt`, or signs in.
        """
        waiting(do, lib.omnifund_session_recover, self._pointer)

    def sign_out(self) -> None:
        """Signs out here: the store forgets the tokens and a saved password. They stay good at the
        server until they end, since OmniFund has no call to revoke them. It is `Refused` where
        nobody of that name ever signed in (`Code.SESSION_NOT_FOUND`).
        """
        self._waiting(do, lib.omnifund_session_sign_out, self._pointer)

    def forget(self) -> None:
        """Signs out here and takes the session out of the store, with its counters and all that is
        kept of it, for a user who has left; also one whose record is damaged. It is `Refused` where
        there is none (`Code.SESSION_NOT_FOUND`).
        """
        self._waiting(do, lib.omnifund_session_forget, self._pointer)

    def adopt(
        self,
        refresh_token: str,
        *,
        access_token: Optional[str] = None,
        expires_at: Optional[float] = None,
        replace: bool = False,
    ) -> None:
        """Takes over a pair that was got elsewhere; nobody else may refresh with it from here on.

        `expires_at` is the access token's end as a Unix time; without it the access token is not
        used. Where somebody is signed in already, only with `replace`.
        """
        access = ffi.NULL if access_token is None else text(access_token)
        how = milliseconds(expires_at or 0) // 1000, int(replace)
        arguments = self._pointer, access, text(refresh_token), *how
        self._waiting(do, lib.omnifund_session_adopt, *arguments)

    def export(self) -> Pair:
        """Gives the newest pair away, and signs out here in the same step."""
        from omnifund._values import Pair

        return Pair._of(self._waiting(give, "token", lib.omnifund_session_export, self._pointer))

    def __repr__(self) -> str:
        closed = " (closed)" if self.closed else ""
        return f"<omnifund.Session of {self.username!r}{closed}>"
