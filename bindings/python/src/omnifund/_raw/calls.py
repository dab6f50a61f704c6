"""How a function of the library is called: text goes in checked, handles and errors come out."""

from __future__ import annotations

import os

from omnifund import _errors
from omnifund._raw import hosts
from omnifund._raw.library import ffi, lib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional, TypeVar, Union

    from omnifund._raw._signatures import CData

    Path = Union[str, "os.PathLike[str]"]
    T = TypeVar("T")
else:
    # For type checkers alone: typing takes as long to import as all else together.
    CData = Path = object

__all__ = ["CData", "Path", "do", "error_of", "ffi", "give", "lib", "milliseconds", "own", "path"]
__all__ += ["content", "number", "string", "text", "there", "waiting", "whole_number"]

_ERROR = ffi.typeof("omnifund_error **")
_NOUNS = ["config", "client", "client_list", "token", "login", "key", "store", "session"]
_NOUNS += ["session_list", "status", "store_options", "authorization", "kept_answer"]
_NOUNS += ["metrics", "request", "response"]
_OUT = {noun: ffi.typeof(f"omnifund_{noun} **") for noun in _NOUNS}
_FREE = {noun: getattr(lib, f"omnifund_{noun}_free") for noun in _NOUNS}

waiting = hosts.waiting


def do(function: Callable[..., int], *arguments: Any) -> None:
    """Calls a function that gives nothing but an error."""
    err = ffi.new(_ERROR)
    if function(*arguments, err):
        raise _taken(err)


def give(noun: str, function: Callable[..., int], *arguments: Any) -> CData:
    """Calls a function that gives a handle, which is freed when nobody holds it any more."""
    out, err = ffi.new(_OUT[noun]), ffi.new(_ERROR)
    if function(*arguments, out, err):
        raise _taken(err)
    return own(noun, out[0])


def own(noun: str, pointer: CData) -> CData:
    # A thread that is in a call holds the handle too: so it can't be freed under that.
    return ffi.gc(pointer, _FREE[noun])


def _taken(err: CData) -> _errors.OmnifundError:
    try:
        return error_of(err[0])
    finally:
        lib.omnifund_error_free(err[0])


def error_of(error: CData) -> _errors.OmnifundError:
    """The exception for an error, which stays the caller's to free."""
    return _errors.of(
        string(lib.omnifund_error_message(error)) or "",
        code=lib.omnifund_error_code(error),
        advice=lib.omnifund_error_advice(error),
        outcome=lib.omnifund_error_outcome(error),
        http_status=lib.omnifund_error_http_status(error) or None,
        oauth_error=string(lib.omnifund_error_oauth_error(error)),
        oauth_error_description=string(lib.omnifund_error_oauth_error_description(error)),
        retry_after=lib.omnifund_error_retry_after(error) or None,
    )


def text(value: str) -> bytes:
    """Text for the library. What can't be given to it is refused, without being repeated."""
    if not isinstance(value, str):
        raise TypeError(f"expected str, not {type(value).__name__}")
    # The library refuses lone surrogates itself; an encoder's error would hold the whole text.
    return _whole(value.encode("utf-8", "surrogatepass"))


def path(value: Path) -> bytes:
    return _whole(os.fsencode(value))


def _whole(encoded: bytes) -> bytes:
    if b"\0" in encoded:
        raise ValueError("embedded null character")
    return encoded


def string(pointer: CData) -> Optional[str]:
    return None if pointer == ffi.NULL else str(ffi.string(pointer).decode())


def there(pointer: CData) -> str:
    """A string that the library always gives."""
    return str(ffi.string(pointer).decode())


def content(pointer: CData, length: int) -> bytes:
    return bytes(ffi.buffer(pointer, length))


def milliseconds(seconds: float) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise TypeError(f"expected a number of seconds, not {type(seconds).__name__}")
    if seconds != seconds:
        raise ValueError("expected a number of seconds, not NaN")
    return round(seconds * 1000)


def whole_number(value: int) -> int:
    if not isinstance(value, int):
        raise TypeError(f"expected a whole number, not {type(value).__name__}")
    return value


def number(value: int, kind: str) -> int:
    """That of a constant, or of its number."""
    from omnifund._raw import _constants

    constants = getattr(_constants, kind)
    if not isinstance(value, int) or value not in list(constants):
        names = ", ".join(f"{kind}.{one.name}" for one in constants)
        raise ValueError(f"{value!r} is none of {names}")
    return int(value)
