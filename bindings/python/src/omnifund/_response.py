"""What a server answered to a request."""

from __future__ import annotations

import json
from typing import Any, Optional

from omnifund._raw._constants import Outcome
from omnifund._raw.calls import CData, ffi, lib, string, there
from omnifund._value import Value
from omnifund._values import Cookie

__all__ = ["Response"]


class Response(Value):
    """What the server answered to `Session.request`. No status is an error."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[Cookie, ...]
    location: Optional[str]
    body: bytes
    outcome: Outcome
    retry_after: Optional[int]
    next: Optional[str]
    idempotency_key: Optional[str]

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "status": "Whatever the server said.",
        "headers": "Names in lower case, and values, in the server's order.",
        "cookies": "Those that the answer sets.",
        "location": "Where it sends the browser, as the server wrote it: it may be relative.",
        "body": "As it came; empty where it went to a file or a function.",
        "outcome": "`DONE` by a status of 200 to 299, `REFUSED` by 400 to 499, else `UNKNOWN`.",
        "retry_after": "How many seconds the server asks to wait; `None` where it does not.",
        "next": "Of a collection, the path of its next page; `None` at the last one.",
        "idempotency_key": "The one that was sent, whoever made it.",
    }
    _hidden = frozenset({"headers", "location", "body"})

    def header(self, name: str) -> Optional[str]:
        """The value of the first header of a name, whatever its case."""
        return next((value for key, value in self.headers if key == name.lower()), None)

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
