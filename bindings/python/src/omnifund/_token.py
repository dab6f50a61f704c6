"""An access token, and until when it may be kept."""

from __future__ import annotations

# This clock goes on while the machine sleeps, and nobody can set it.
from time import CLOCK_BOOTTIME, clock_gettime

from omnifund._raw.calls import ffi, lib, string, there
from omnifund._value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from omnifund._raw.calls import CData

__all__ = ["CLOCK_BOOTTIME", "Token", "changes", "clock_gettime"]

#: A place that holds a number: while it stays, no token that was handed out in this process has
#: ended before its time. Reading it is no call of the library.
changes = memoryview(ffi.buffer(lib.omnifund_changes(), 8)).cast("q")


class Token(Value):
    """An access token. Times are seconds; `None` stands where the server said nothing."""

    access_token: str
    refresh_token: Optional[str]
    token_type: Optional[str]
    scope: Optional[str]
    expires_in: Optional[int]
    expires_at: Optional[int]
    if TYPE_CHECKING:
        _fresh_until: float

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "access_token": 'For the header "Authorization: Bearer ...".',
        "refresh_token": "Good for one refresh. A session never gives it away here.",
        "token_type": 'As the server wrote it, mostly "bearer". In a request it is "Bearer".',
        "scope": "Separated by spaces.",
        "expires_in": "How many seconds it lives from the moment the request left.",
        "expires_at": "Its end as a Unix time, by this machine's clock.",
        "_fresh_until": "By the clock that goes on while the machine sleeps.",
    }
    _hidden = frozenset({"access_token", "refresh_token", "_fresh_until"})

    def __init__(self, *values: Any, fresh_for: float = 0, **named: Any) -> None:
        fresh_until = clock_gettime(CLOCK_BOOTTIME) + fresh_for
        super().__init__(*values, _fresh_until=fresh_until, **named)

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
    def _of(cls, token: CData) -> Token:
        expires_at = lib.omnifund_token_expires_at(token) or None
        return cls(
            there(lib.omnifund_token_access_token(token)),
            string(lib.omnifund_token_refresh_token(token)),
            string(lib.omnifund_token_token_type(token)),
            string(lib.omnifund_token_scope(token)),
            lib.omnifund_token_expires_in(token) if expires_at else None,
            expires_at,
            fresh_for=lib.omnifund_token_fresh_for(token) / 1000,
        )


def _made_again(fields: tuple[Any, ...], fresh_for: float) -> Token:
    return Token(*fields, fresh_for=fresh_for)
