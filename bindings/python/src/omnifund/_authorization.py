"""The way through the user's browser: authorization_code (RFC 6749 section 4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnifund._handle import Handle
from omnifund._raw.calls import lib, there

if TYPE_CHECKING:
    from omnifund._raw.calls import CData

__all__ = ["Authorization"]


class Authorization(Handle):
    """A question to a user: may this OAuth client act for you? Made by `Client.authorization`. Send
    the user's browser to `url`, and hand the URL that it comes back with to
    `Session.sign_in_with_code`.
    """

    _made_by = "Client.authorization"

    @classmethod
    def _of(cls, pointer: CData) -> Authorization:
        return cls._holding(pointer)

    @property
    def url(self) -> str:
        """Where the user's browser is to go."""
        return there(lib.omnifund_authorization_url(self._pointer))

    @property
    def state(self) -> str:
        """What the answer is known by. Where the user comes back to another request, keep it in the
        user's web session, and make the authorization anew with it.
        """
        return there(lib.omnifund_authorization_state(self._pointer))
