"""What a server answered: to a token login, and to a request."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Optional

from omnifund._raw._constants import Outcome
from omnifund._raw.calls import CData, ffi, lib, string, there

__all__ = ["Cookie", "Login", "Response"]


@dataclass(frozen=True)
class Cookie:
    """A cookie that an answer sets."""

    name: str
    #: As it goes into a Cookie header.
    value: str = field(repr=False)
    #: The whole Set-Cookie value, attributes included: what goes on to a user's browser.
    header: str = field(repr=False)


@dataclass(frozen=True)
class _Answer:
    #: Of a login 200 to 399, of a request whatever the server said.
    status: int
    #: Names in lower case, and values, in the server's order.
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    cookies: tuple[Cookie, ...]
    #: Where the answer sends the browser, as the server wrote it: it may be relative.
    location: Optional[str] = field(repr=False)
    #: Empty where it went to a file or a function.
    body: bytes = field(repr=False)

    def header(self, name: str) -> Optional[str]:
        """The value of the first header of a name, whatever its case."""
        return next((value for key, value in self.headers if key == name.lower()), None)


@dataclass(frozen=True)
class Login(_Answer):
    """What the server answered to a token login. Its secrets each let somebody in as that user."""

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
class Response(_Answer):
    """What the server answered to `Session.request`. No status is an error."""

    #: What became of the request: `DONE` by a status of 200 to 299, `REFUSED` by one of 400 to 499
    #: but for 408, `UNKNOWN` by all others.
    outcome: Outcome
    #: How many seconds the server asks to wait before another request; `None` where it does not.
    retry_after: Optional[int]
    #: Of a collection, the path of its next page, for `Session.request`; `None` at the last one.
    next: Optional[str]
    #: The idempotency key that was sent, whoever made it.
    idempotency_key: Optional[str]

    def json(self) -> Any:
        """The body, from JSON; `ValueError` for what is none."""
        return json.loads(self.body)

    @classmethod
    def _of(cls, response: CData, idempotency_key: Optional[str]) -> Response:
        length = lib.omnifund_response_body_length(response)
        return cls(
            status=lib.omnifund_response_status(response),
            headers=tuple(
                (
                    there(lib.omnifund_response_header_name(response, index)),
                    there(lib.omnifund_response_header_value(response, index)),
                )
                for index in range(lib.omnifund_response_header_count(response))
            ),
            cookies=tuple(
                Cookie(
                    name=there(lib.omnifund_response_cookie_name(response, index)),
                    value=there(lib.omnifund_response_cookie_value(response, index)),
                    header=there(lib.omnifund_response_cookie_header(response, index)),
                )
                for index in range(lib.omnifund_response_cookie_count(response))
            ),
            location=string(lib.omnifund_response_location(response)),
            body=bytes(ffi.buffer(lib.omnifund_response_body(response), length)),
            outcome=Outcome(lib.omnifund_response_outcome(response)),
            retry_after=lib.omnifund_response_retry_after(response) or None,
            next=string(lib.omnifund_response_next(response)),
            idempotency_key=idempotency_key,
        )
