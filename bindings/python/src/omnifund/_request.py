"""A request for a session to make."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, Optional, TypedDict, Union, cast

from omnifund._raw._constants import Outcome
from omnifund._raw.calls import (
    CData,
    Path,
    do,
    ffi,
    give,
    lib,
    milliseconds,
    path,
    text,
    whole_number,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from omnifund._response import Response

__all__ = ["Body", "Output", "RequestOptions", "next_page"]

#: Bytes; a file by its path, which is read anew where it is sent once more; or what gives bytes,
#: such as an open file, which is sent once.
Body = Union[bytes, "os.PathLike[str]", IO[bytes], Iterable[bytes]]
#: A file by its path, which gets its name when it is whole; or a function of bytes.
Output = Union[Path, Callable[[bytes], object]]
Pairs = Union[Mapping[str, Any], Iterable[tuple[str, Any]]]

PIECE = 64 * 1024


class RequestOptions(TypedDict, total=False):
    """What a request may have. `None` leaves it as it is.

    query, headers
        By name, or as pairs; a list is several of one name, and `None` is none.
    json
        The body as JSON; it has the content type "application/json".
    body
        Bytes; a file by its path, which is read anew where it is sent once more; or what gives
        bytes, such as an open file or a generator, which is sent once.
    content_type
        Of `body`: "application/octet-stream" unless given.
    length
        How many bytes a `body` has that is read while it is sent; unknown, it is sent in chunks.
    output
        Where the body of a success goes, and not into memory: a file by its path, which gets its
        name when it is whole, or a function of bytes.
    within
        How many seconds the call may take, all tries included: 0.001 to 3600; the call budget
        unless given.
    largest_answer
        How many bytes an answer may have; 16 MiB unless given, and any with `output`.
    retry
        Whether to try again within that time what was not sent, and a GET, HEAD or OPTIONS after a
        429, a 503 or a lost answer.
    idempotency_key
        By which the server knows a request that it has seen before.
    """

    query: Optional[Pairs]
    headers: Optional[Pairs]
    json: Any
    body: Optional[Body]
    content_type: Optional[str]
    length: Optional[int]
    output: Optional[Output]
    within: Optional[float]
    largest_answer: Optional[int]
    retry: bool
    idempotency_key: Optional[str]


class Request:
    """The library's, and what it calls while it is made."""

    def __init__(self, method: str, place: str, options: RequestOptions) -> None:
        unknown = options.keys() - RequestOptions.__annotations__.keys()
        if unknown:
            raise TypeError(f"a request has no {', '.join(sorted(unknown))}")
        wanted: dict[str, Any] = {k: v for k, v in options.items() if v is not None}
        self.pointer = give("request", lib.omnifund_request_new, text(method), text(place))
        #: What one of the caller's functions raised.
        self.raised: Optional[BaseException] = None
        self._callbacks: list[CData] = []
        for name, value in _pairs("query", wanted):
            self._set(lib.omnifund_request_add_query, text(name), text(_plain(value)))
        for name, value in _pairs("headers", wanted):
            self._set(lib.omnifund_request_add_header, text(name), text(_plain(value)))
        if "json" in wanted:
            self._body("application/json", json.dumps(wanted["json"]).encode(), None)
        elif "body" in wanted:
            kind = wanted.get("content_type", "application/octet-stream")
            self._body(kind, wanted["body"], wanted.get("length"))
        if "output" in wanted:
            self._output(wanted["output"])
        if "within" in wanted:
            self._set(lib.omnifund_request_set_time_limit, milliseconds(wanted["within"]))
        if "largest_answer" in wanted:
            self._set(
                lib.omnifund_request_set_largest_answer, whole_number(wanted["largest_answer"])
            )
        self._set(lib.omnifund_request_set_retry, int(wanted.get("retry", False)))
        if "idempotency_key" in wanted:
            key = text(wanted["idempotency_key"])
            self._set(lib.omnifund_request_set_idempotency_key, key)

    def _set(self, function: Callable[..., int], *arguments: Any) -> None:
        do(function, self.pointer, *arguments)

    def _body(self, kind: str, body: Body, length: Optional[int]) -> None:
        if isinstance(body, (bytes, bytearray)):
            self._set(lib.omnifund_request_set_body, text(kind), bytes(body), len(body))
        elif isinstance(body, os.PathLike):
            self._set(lib.omnifund_request_set_body_file, text(kind), path(body))
        elif isinstance(body, str):
            raise TypeError("a body is bytes, a path, or gives bytes; encode the str")
        else:
            pieces = _pieces(body)
            left = b""

            def read(_: CData, buffer: CData, room: int) -> int:
                nonlocal left
                try:
                    while not left:
                        left = next(pieces)
                except StopIteration:
                    return 0
                except BaseException as error:
                    self.raised = error
                    return -1
                now, left = left[:room], left[room:]
                ffi.memmove(buffer, now, len(now))
                return len(now)

            callback = self._called("omnifund_body_callback", read)
            arguments = callback, ffi.NULL, ffi.NULL
            size = -1 if length is None else length
            self._set(lib.omnifund_request_set_body_callback, text(kind), size, *arguments)

    def _output(self, output: Output) -> None:
        if not callable(output):
            if not isinstance(output, (str, bytes, os.PathLike)):
                raise TypeError(f"an output is a path or a function, not {type(output).__name__}")
            self._set(lib.omnifund_request_set_output_file, path(output))
            return

        def write(_: CData, piece: CData, length: int) -> int:
            try:
                output(bytes(ffi.buffer(piece, length)))
            except BaseException as error:
                self.raised = error
                return 0
            return 1

        callback = self._called("omnifund_output_callback", write)
        arguments = callback, ffi.NULL, ffi.NULL
        self._set(lib.omnifund_request_set_output_callback, *arguments)

    def _called(self, kind: str, function: Callable[..., int]) -> CData:
        callback = ffi.callback(kind, function)
        self._callbacks.append(callback)
        return callback


def next_page(page: Response, options: RequestOptions) -> Optional[str]:
    """The path of the next page, of a page that is a success."""
    # Where the next one is says all of the query.
    options.pop("query", None)
    return page.next if page.outcome == Outcome.DONE else None


def _pieces(body: Union[IO[bytes], Iterable[bytes]]) -> Iterator[bytes]:
    read = getattr(body, "read", None)
    if read is None and not isinstance(body, Iterable):
        raise TypeError(f"a body is bytes, a path, or gives bytes, not {type(body).__name__}")
    if read is not None:
        return iter(lambda: cast("bytes", read(PIECE)), b"")
    return iter(body)


def _pairs(kind: str, wanted: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    pairs = wanted.get(kind, ())
    if isinstance(pairs, (str, bytes)) or not isinstance(pairs, Iterable):
        raise TypeError(f"{kind} are values by name, or pairs, not {type(pairs).__name__}")
    for name, value in pairs.items() if isinstance(pairs, Mapping) else pairs:
        values = value if isinstance(value, (list, tuple)) else [value]
        yield from ((name, one) for one in values if one is not None)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)
