"""What the library tells: plain values, whose secrets stand in no `repr`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from omnifund._raw.calls import CData, ffi, lib, string, there

__all__ = ["KeptAnswer", "Pair", "Token"]


@dataclass(frozen=True)
class Token:
    """An access token. Times are seconds; `None` stands where the server said nothing."""

    access_token: str = field(repr=False)
    #: Good for one refresh. A session never gives it away here.
    refresh_token: Optional[str] = field(repr=False)
    #: As the server wrote it, mostly "bearer". In a request it is written "Bearer".
    token_type: Optional[str]
    scope: Optional[str]
    #: How many seconds it lives from the moment the request left.
    expires_in: Optional[int]
    #: Its end as a Unix time, by this machine's clock.
    expires_at: Optional[int]
    #: For how many seconds from when a session handed it out it needs nothing; 0 near its end, and
    #: for one of a raw grant.
    fresh_for: float = field(default=0, compare=False)

    @classmethod
    def _of(cls, token: CData) -> Token:
        expires_at = lib.omnifund_token_expires_at(token) or None
        return cls(
            access_token=there(lib.omnifund_token_access_token(token)),
            refresh_token=string(lib.omnifund_token_refresh_token(token)),
            token_type=string(lib.omnifund_token_token_type(token)),
            scope=string(lib.omnifund_token_scope(token)),
            expires_in=lib.omnifund_token_expires_in(token) if expires_at else None,
            expires_at=expires_at,
            fresh_for=lib.omnifund_token_fresh_for(token) / 1000,
        )


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
