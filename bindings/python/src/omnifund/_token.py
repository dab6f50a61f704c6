"""An access token, and until when it may be kept."""

from __future__ import annotations

import sys

from omnifund import _told
from omnifund._raw.calls import ffi, lib

# A clock that goes on while the machine sleeps, and that nobody can set.
if sys.platform == "win32":
    from time import monotonic

    CLOCK_BOOTTIME = 0

    def clock_gettime(_clock: int) -> float:
        return monotonic()
else:
    from time import CLOCK_BOOTTIME, clock_gettime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from omnifund._raw.calls import CData

__all__ = ["CLOCK_BOOTTIME", "Token", "changes", "clock_gettime"]

#: A place that holds a number: while it stays, no token that was handed out in this process has
#: ended before its time. Reading it is no call of the library.
changes = memoryview(ffi.buffer(lib.omnifund_changes(), 8)).cast("q")


class Token(_told.Token):
    """An access token. Times are seconds; `None` stands where the server said nothing."""

    access_token: str
    if TYPE_CHECKING:
        _fresh_until: float

    # How long it is fresh is told by the clock, and no field.
    __slots__ = {"_fresh_until": "By the clock that goes on while the machine sleeps."}
    _hidden = frozenset({"_fresh_until"})

    def __init__(self, *values: Any, fresh_for: float = 0, **named: Any) -> None:
        fresh_until = clock_gettime(CLOCK_BOOTTIME) + fresh_for
        named["_fresh_until"] = fresh_until
        super().__init__(*values, **named)

    @property
    def fresh_for(self) -> float:
        """For how many seconds from now on one that a session handed out needs nothing; 0 near its
        end, and for one of a raw grant.
        """
        return max(0.0, self._fresh_until - clock_gettime(CLOCK_BOOTTIME))

    def _fields(self) -> tuple[Any, ...]:
        # When it was handed out makes no other token of it.
        return super()._fields()[:-1]

    def __reduce__(self) -> tuple[Any, ...]:
        return _made_again, (self._fields(), self.fresh_for)

    @classmethod
    def _of(cls, token: CData, **more: Any) -> Token:
        # A life of no seconds is one, where the server said so.
        is_said = lib.omnifund_token_expires_at(token) != 0
        return super()._of(
            token,
            expires_in=lib.omnifund_token_expires_in(token) if is_said else None,
            fresh_for=lib.omnifund_token_fresh_for(token) / 1000,
            **more,
        )


def _made_again(fields: tuple[Any, ...], fresh_for: float) -> Token:
    return Token(*fields, fresh_for=fresh_for)
