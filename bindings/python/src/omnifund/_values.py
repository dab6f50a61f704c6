"""What the library tells: plain values, whose secrets stand in no `repr`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from omnifund._raw.calls import CData, ffi, lib, string, there
from omnifund._token import Token

__all__ = ["Cookie", "KeptAnswer", "Login", "Pair", "Token"]


@dataclass(frozen=True)
class Pair:
    """What `Session.export` gives away: whoever has it refreshes from here on, and nobody else."""

    access_token: Optional[str] = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: Optional[int]

    @classmethod
    def _of(cls, token: CData) -> Pair:
        return cls(
            access_token=string(lib.omnifund_token_access_token(token)),
            refresh_token=there(lib.omnifund_token_refresh_token(token)),
            expires_at=lib.omnifund_token_expires_at(token) or None,
        )


@dataclass(frozen=True)
class Cookie:
    """A cookie of a login."""

    name: str
    #: As it goes into a Cookie header.
    value: str = field(repr=False)
    #: The whole Set-Cookie value, attributes included: what goes on to a user's browser.
    header: str = field(repr=False)


@dataclass(frozen=True)
class Login:
    """What the server answered to a token login. Its secrets each let somebody in as that user."""

    #: 200 to 399.
    status: int
    #: Names in lower case, and values, in the server's order.
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    cookies: tuple[Cookie, ...]
    #: Where the answer sends the browser, as the server wrote it: it may be relative.
    location: Optional[str] = field(repr=False)
    body: bytes = field(repr=False)

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


@dataclass(frozen=True)
class KeptAnswer:
    """An answer of the token endpoint that nothing could be made of. It may hold the only tokens
    that there are, so the store keeps it, sealed, until the next success.
    """

    #: When it was asked for, as a Unix time in seconds.
    asked_at: int
    _content: bytes = field(repr=False)

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
