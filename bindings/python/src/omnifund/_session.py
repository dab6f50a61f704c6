"""Sessions: always a valid access token, and never a lost refresh token."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Optional, TypeVar, Union

from omnifund._authorization import Authorization
from omnifund._client import Client
from omnifund._config import Config
from omnifund._errors import OmnifundError
from omnifund._handle import Handle
from omnifund._log import Sink
from omnifund._raw import hosts
from omnifund._raw._constants import Outcome, SavePassword
from omnifund._raw.calls import (
    Path,
    do,
    ffi,
    give,
    lib,
    milliseconds,
    own,
    path,
    string,
    text,
    there,
    waiting,
)
from omnifund._request import Request, RequestOptions
from omnifund._response import Login, Response
from omnifund._store import Store
from omnifund._told import Status
from omnifund._values import KeptAnswer, Pair, Token

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Session"]

T = TypeVar("T")

# A call's budget, unless it was set longer, and some time to save.
CLOSE_PATIENCE = 30
LOOK_AGAIN_AFTER = 0.005


class Session(Handle):
    """One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any
    time, and any number of processes the same store; a forked child goes on with its parent's
    session.

    Ask `token` before each request, and keep no token yourself. Calls block for the call budget at
    most (`Settings.call_budget`); Ctrl-C takes effect when they return.
    """

    #: Whose session it is.
    username: str
    _sinks: list[Sink]
    _process: int
    #: The threads that are in a call.
    _calling: list[int]

    @classmethod
    def open(cls, client: Client, store: Store, username: str) -> Session:
        """The session of a user. Nobody needs to be signed in."""
        arguments = client._pointer, store._pointer, text(username)
        pointer = waiting(give, "session", lib.omnifund_session_open, *arguments)
        return cls._of(pointer, username, client._sinks)

    @classmethod
    def open_named(cls, config: Config, store: Store, client_name: str, username: str) -> Session:
        """The same, under an OAuth client that the store keeps under a name, with the other
        settings of `config`.
        """
        arguments = config._pointer, store._pointer, text(client_name), text(username)
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
        return self

    def close(self) -> None:
        """Gives it up, and waits for the calls that other threads are making with it, so that a
        program which then ends loses no pair: for half a minute at most. Closing twice is fine.
        """
        super().close()
        # In a forked child the parent's other threads are not there.
        patience = time.monotonic() + CLOSE_PATIENCE if os.getpid() == self._process else 0
        while self._others_are_calling() and time.monotonic() < patience:
            time.sleep(LOOK_AGAIN_AFTER)

    def _others_are_calling(self) -> bool:
        me = threading.get_ident()
        return any(thread != me for thread in list(self._calling))

    def _waiting(self, call: Callable[..., T], *arguments: Any) -> T:
        """Makes a call that can block, and that `close` waits for."""
        # No lock, which a forked child would inherit: a list's own steps are whole.
        me = threading.get_ident()
        self._calling.append(me)
        try:
            return waiting(call, *arguments)
        finally:
            self._calling.remove(me)

    def sign_in(self, password: str, *, save: Union[SavePassword, int] = SavePassword.NO) -> None:
        """Signs the user in by password. A failed one leaves the session as it was. Blocks.

        `save` saves the password with the session, so that it can sign in anew by itself where
        the server's reply to a refresh was lost.
        """
        arguments = self._pointer, text(password), int(save)
        self._waiting(do, lib.omnifund_session_sign_in_saving, *arguments)

    def sign_in_with_code(self, authorization: Authorization, redirect_url: str) -> None:
        """Signs the user in with the code that it came back with from OmniFund's authorization
        page: `redirect_url` is the whole URL, or path and query as a web server sees it. A failed
        one leaves the session as it was. OmniFund does not say who logged in there: that it is this
        session's user, the program has to know. Blocks.
        """
        arguments = self._pointer, authorization._pointer, text(redirect_url)
        self._waiting(do, lib.omnifund_session_sign_in_with_code, *arguments)

    def token(self, *, within: Optional[float] = None) -> Token:
        """A valid access token, whatever it takes; its refresh token is `None`. One that needs
        nothing is handed out at once; one near its end is refreshed by one caller while all others
        get it as it is. Blocks, for `within` seconds at most.

        Fails only where no live token is left: `SignInRequired`, `TryLater`, or what the exchange
        or the store said.
        """
        if hosts.hub_would_wait():
            token = self.peek()
            if token is not None and token.fresh_for > 0:
                return token
        if within is None:
            return Token._of(
                self._waiting(give, "token", lib.omnifund_session_token, self._pointer)
            )
        arguments = self._pointer, milliseconds(within)
        return Token._of(
            self._waiting(give, "token", lib.omnifund_session_token_within, *arguments)
        )

    def token_lasting(self, seconds: int) -> Token:
        """A valid access token that counts as good for so many seconds at least, for a batch that
        must not break off; it is refreshed where it must be. It is a `Bug` where OmniFund's tokens
        never last so long; else it fails as `token` does, also where a live token is left that does
        not last so long. Blocks.
        """
        arguments = self._pointer, int(seconds)
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
        request = Request(method, path, options)
        arguments = self._pointer, request.pointer
        try:
            response = self._waiting(give, "response", lib.omnifund_session_request, *arguments)
        except OmnifundError as error:
            if request.raised is not None:
                raise request.raised from error
            raise
        key = string(lib.omnifund_request_idempotency_key(request.pointer))
        return Response._of(response, key)

    def pages(self, path: str, **options: Unpack[RequestOptions]) -> Iterator[Response]:
        """Gets a collection page by page, to its last one; a page that is no success is the last.
        Blocks at each.
        """
        response = self.request("GET", path, **options)
        yield response
        # Where the next one is says all of the query.
        options.pop("query", None)
        while response.next is not None and response.outcome == Outcome.DONE:
            response = self.request("GET", response.next, **options)
            yield response

    @property
    def base_url(self) -> str:
        """Where OmniFund is: only its origin may be sent the access token."""
        return there(lib.omnifund_session_base_url(self._pointer))

    def peek(self) -> Optional[Token]:
        """A live token, or `None`: asks neither the server nor the store, and never blocks."""
        pointer = lib.omnifund_session_peek(self._pointer)
        return None if pointer == ffi.NULL else Token._of(own("token", pointer))

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
        return Login._of(
            self._waiting(give, "login", lib.omnifund_session_token_login, self._pointer)
        )

    def status(self) -> Status:
        """How the session stands, from the store: no network."""
        return Status._of(self._waiting(give, "status", lib.omnifund_session_status, self._pointer))

    def kept_answer(self) -> Optional[KeptAnswer]:
        """The answer of OmniFund that could not be understood, where one is kept, from the store:
        no network. `Status.kept_answer` tells whether there is one.
        """
        call = lib.omnifund_session_kept_answer
        return KeptAnswer._of(waiting(give, "kept_answer", call, self._pointer))

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
        expires_at: Optional[int] = None,
        replace: bool = False,
    ) -> None:
        """Takes over a pair that was got elsewhere; nobody else may refresh with it from here on.

        `expires_at` is the access token's end as a Unix time; without it the access token is not
        used. Where somebody is signed in already, only with `replace`.
        """
        access = ffi.NULL if access_token is None else text(access_token)
        how = int(expires_at or 0), int(replace)
        arguments = self._pointer, access, text(refresh_token), *how
        self._waiting(do, lib.omnifund_session_adopt, *arguments)

    def export(self) -> Pair:
        """Gives the newest pair away, and signs out here in the same step."""
        return Pair._of(self._waiting(give, "token", lib.omnifund_session_export, self._pointer))

    def __repr__(self) -> str:
        closed = " (closed)" if self.closed else ""
        return f"<omnifund.Session of {self.username!r}{closed}>"
