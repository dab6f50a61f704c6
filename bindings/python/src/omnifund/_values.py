"""What a person adds to what the library tells."""

from __future__ import annotations

from typing import Optional

from omnifund import _told
from omnifund._raw.calls import CData, ffi
from omnifund._token import Token
from omnifund._told import Cookie
from omnifund._value import Value

__all__ = ["Answer", "Cookie", "KeptAnswer", "Login", "Pair", "Token"]


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
        told = _told.Token._of(token)
        return cls(told.access_token, told.refresh_token or "", told.expires_at)


class Answer:
    """What answers of the server have in common."""

    __slots__ = ()
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> Optional[str]:
        """The value of the first header of a name, whatever its case."""
        return next((value for key, value in self.headers if key == name.lower()), None)


class Login(Answer, _told.Login):
    """What the server answered to a token login. Its secrets each let somebody in as that user."""

    __slots__ = ()


class KeptAnswer(_told.KeptAnswer):
    """An answer of the token endpoint that nothing could be made of. It may hold the only tokens
    that there are, so the store keeps it, sealed, until the next success.
    """

    __slots__ = ()

    @classmethod
    def _or_none(cls, answer: CData) -> Optional[KeptAnswer]:
        return None if answer == ffi.NULL else cls._of(answer)
