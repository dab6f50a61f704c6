"""What the library tells: plain values, whose secrets stand in no `repr`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from omnifund._raw.calls import CData, ffi, lib, string, there
from omnifund._token import Token
from omnifund._value import Value

__all__ = ["KeptAnswer", "Pair", "Token"]


class Pair(Value):
    """What `Session.export` gives away: whoever has it refreshes from here on, and nobody else."""

    access_token: Optional[str]
    refresh_token: str
    expires_at: Optional[int]

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "access_token": "The newest one, where there is one.",
        "refresh_token": "Good for one refresh.",
        "expires_at": "The access token's end as a Unix time in seconds, where it is known.",
    }
    _hidden = frozenset({"access_token", "refresh_token"})

    @classmethod
    def _of(cls, token: CData) -> Pair:
        return cls(
            access_token=string(lib.omnifund_token_access_token(token)),
            refresh_token=there(lib.omnifund_token_refresh_token(token)),
            expires_at=lib.omnifund_token_expires_at(token) or None,
        )


class Cookie(Value):
    """A cookie that an answer sets."""

    name: str
    value: str
    header: str

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "name": "As the server wrote it.",
        "value": "As it goes into a Cookie header.",
        "header": "The whole Set-Cookie value, attributes included: for a user's browser.",
    }
    _hidden = frozenset({"value", "header"})


class Login(Value):
    """What the server answered to a token login. Its secrets each let somebody in as that user."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[Cookie, ...]
    location: Optional[str]
    body: bytes

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "status": "200 to 399.",
        "headers": "Names in lower case, and values, in the server's order.",
        "cookies": "Those that the answer sets.",
        "location": "Where it sends the browser, as the server wrote it: it may be relative.",
        "body": "As it came.",
    }
    _hidden = frozenset({"headers", "location", "body"})

    def header(self, name: str) -> Optional[str]:
        """The value of the first header of a name, whatever its case."""
        return next((value for key, value in self.headers if key == name.lower()), None)

    @classmethod
    def _of(cls, login: CData) -> Login:
        length = lib.omnifund_login_body_length(login)
        return cls(
            status=lib.omnifund_login_status(login),
            headers=tuple(
                (
                    there(lib.omnifund_login_header_name(login, index)),
                    there(lib.omnifund_login_header_value(login, index)),
                )
                for index in range(lib.omnifund_login_header_count(login))
            ),
            cookies=tuple(
                Cookie(
                    name=there(lib.omnifund_login_cookie_name(login, index)),
                    value=there(lib.omnifund_login_cookie_value(login, index)),
                    header=there(lib.omnifund_login_cookie_header(login, index)),
                )
                for index in range(lib.omnifund_login_cookie_count(login))
            ),
            location=string(lib.omnifund_login_location(login)),
            body=bytes(ffi.buffer(lib.omnifund_login_body(login), length)),
        )


class KeptAnswer(Value):
    """An answer of the token endpoint that nothing could be made of. It may hold the only tokens
    that there are, so the store keeps it, sealed, until the next success.
    """

    asked_at: int
    if TYPE_CHECKING:
        _content: bytes

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "asked_at": "When it was asked for, as a Unix time in seconds.",
        "_content": "What `expose` gives.",
    }
    _hidden = frozenset({"_content"})

    def expose(self) -> bytes:
        """Status line, headers and body as they came, 16 KiB at most. They can hold tokens: whoever
        calls this answers for where they go.
        """
        return self._content

    @classmethod
    def _of(cls, answer: CData) -> Optional[KeptAnswer]:
        if answer == ffi.NULL:
            return None
        length = lib.omnifund_kept_answer_length(answer)
        return cls(
            asked_at=lib.omnifund_kept_answer_asked_at(answer),
            _content=bytes(ffi.buffer(lib.omnifund_kept_answer_bytes(answer), length)),
        )
