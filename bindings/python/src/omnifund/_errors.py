"""What goes wrong, by what to do about it."""

from __future__ import annotations

from enum import IntEnum
from functools import partial
from typing import Any, Optional

from omnifund._raw._constants import Advice, Code, Outcome

__all__ = ["Bug", "ConfigurationError", "OmnifundError", "Refused", "SignInRequired"]
__all__ += ["StoreError", "TryLater"]


class OmnifundError(Exception):
    """Something went wrong. Its class says what to do; its text is for the person who reads the
    log.

    No client secret, password, token or sealing key stands in it.
    """

    #: What went wrong, exactly: a `Code`, or a number that this package does not know yet.
    code: int
    #: What to do: an `Advice`. The classes of errors say the same.
    advice: int
    #: What became of the request: an `Outcome`.
    outcome: int
    #: The HTTP status of the answer, where one was read.
    http_status: Optional[int]
    #: The OAuth error as the server wrote it, such as "invalid_grant".
    oauth_error: Optional[str]
    #: The server's own words, such as "Refresh token has expired".
    oauth_error_description: Optional[str]

    def __init__(
        self,
        message: str,
        *,
        code: int,
        advice: int,
        outcome: int,
        http_status: Optional[int] = None,
        oauth_error: Optional[str] = None,
        oauth_error_description: Optional[str] = None,
    ) -> None:
        super().__init__(message)
        self.code = _known(Code, code)
        self.advice = _known(Advice, advice)
        self.outcome = _known(Outcome, outcome)
        self.http_status = http_status
        self.oauth_error = oauth_error
        self.oauth_error_description = oauth_error_description

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception that crosses processes is pickled. Notes that others added stay behind.
        fields = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return partial(type(self), **fields), self.args


class TryLater(OmnifundError):
    """It can't be done now: try again after `retry_after` seconds."""

    #: How many seconds to wait: what the server asked for, or what is reasonable.
    retry_after: int

    def __init__(self, message: str, *, retry_after: int, **fields: Any) -> None:
        super().__init__(message, **fields)
        self.retry_after = retry_after


class SignInRequired(OmnifundError):
    """A human must sign in with the password."""


class ConfigurationError(OmnifundError):
    """Whoever installed this must mend a setting, the clock, or the OAuth client."""


class StoreError(OmnifundError):
    """Whoever runs this machine must mend the store: space, permissions, the key file."""


class Refused(OmnifundError):
    """OmniFund does not allow it. Trying again changes nothing."""


class Bug(OmnifundError):
    """The calling program, or the library, is wrong. Report it, with the message."""


_BY_ADVICE: dict[int, type[OmnifundError]] = {
    Advice.SIGN_IN: SignInRequired,
    Advice.FIX_CONFIGURATION: ConfigurationError,
    Advice.FIX_STORAGE: StoreError,
    Advice.REFUSED: Refused,
    Advice.BUG: Bug,
}


def of(message: str, *, retry_after: Optional[int], **fields: Any) -> OmnifundError:
    """The exception whose class goes with the advice."""
    if fields["advice"] == Advice.WAIT:
        return TryLater(message, retry_after=retry_after or 0, **fields)
    return _BY_ADVICE.get(fields["advice"], OmnifundError)(message, **fields)


def _known(numbers: type[IntEnum], number: int) -> int:
    try:
        return numbers(number)
    except ValueError:
        return number
