"""What goes wrong, by what to do about it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import IntEnum
    from typing import Any, ClassVar, Optional

__all__ = ["Bug", "ConfigurationError", "OmnifundError", "Refused", "SignInRequired"]
__all__ += ["StoreError", "TryLater"]


class OmnifundError(Exception):
    """Something went wrong. Its class says what to do; its text is for the person who reads the
    log.

    No client secret, password, token or sealing key stands in it. It can be pickled and copied, and
    is made again of its `args`, which JSON can hold: so it crosses processes whole.

    `code` is what went wrong, exactly: a `Code`, or a number that this package does not know yet.
    `advice` is what to do, an `Advice`; the classes of errors say the same. `outcome` is what
    became of the request: an `Outcome`. `http_status` is that of the answer, where one was read.
    `oauth_error` is the OAuth error as the server wrote it, such as "invalid_grant", and
    `oauth_error_description` the server's own words, such as "Refresh token has expired".
    """

    code: int
    advice: int
    outcome: int
    http_status: Optional[int]
    oauth_error: Optional[str]
    oauth_error_description: Optional[str]

    #: The number of the advice that the class stands for.
    _advice: ClassVar[int] = 0

    def __init__(
        self,
        message: str = "",
        code: int = 0,
        advice: Optional[int] = None,
        outcome: int = 0,
        http_status: Optional[int] = None,
        oauth_error: Optional[str] = None,
        oauth_error_description: Optional[str] = None,
        retry_after: Optional[int] = None,
    ) -> None:
        from omnifund._raw._constants import Advice, Code, Outcome

        advice = self._advice if advice is None else advice
        self.code = _known(Code, code)
        self.advice = _known(Advice, advice)
        self.outcome = _known(Outcome, outcome)
        self.http_status = http_status
        self.oauth_error = oauth_error
        self.oauth_error_description = oauth_error_description
        # Whoever makes it anew elsewhere has these alone: Celery, where its results are JSON.
        numbers = int(code), int(advice), int(outcome)
        told = http_status, oauth_error, oauth_error_description, retry_after
        self.args = (message, *numbers, *told)

    def __str__(self) -> str:
        return str(self.args[0])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r}, code={self.code!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        # What others noted on it, and can't be pickled, stays behind.
        fields = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return self._plain(), self.args, fields

    @classmethod
    def _plain(cls) -> type[OmnifundError]:
        """The class of the package's own, where an adapter made another one of it."""
        return cls


class TryLater(OmnifundError):
    """It can't be done now: try again after `retry_after` seconds, which the server asked for, or
    which are reasonable.
    """

    retry_after: int
    _advice = 1

    def __init__(self, message: str = "", *args: Any, **fields: Any) -> None:
        super().__init__(message, *args, **fields)
        self.retry_after = self.args[-1] or 0


class SignInRequired(OmnifundError):
    """A human must sign in with the password."""

    _advice = 2


class ConfigurationError(OmnifundError):
    """Whoever installed this must mend a setting, the clock, or the OAuth client."""

    _advice = 3


class StoreError(OmnifundError):
    """Whoever runs this machine must mend the store: space, permissions, the key file."""

    _advice = 4


class Refused(OmnifundError):
    """OmniFund does not allow it. Trying again changes nothing."""

    _advice = 5


class Bug(OmnifundError):
    """The calling program, or the library, is wrong. Report it, with the message."""

    _advice = 6


_CLASSES: list[type[OmnifundError]] = [
    TryLater,
    SignInRequired,
    ConfigurationError,
    StoreError,
    Refused,
    Bug,
]
_BY_ADVICE: dict[int, type[OmnifundError]] = {one._advice: one for one in _CLASSES}

for _class in [OmnifundError, *_CLASSES]:
    # Where programs have it from.
    _class.__module__ = "omnifund"


def of(message: str, *, advice: int, **fields: Any) -> OmnifundError:
    """The exception whose class goes with the advice."""
    return _BY_ADVICE.get(advice, OmnifundError)(message, advice=advice, **fields)


def also(error: OmnifundError, kind: type[Exception], request: Any) -> OmnifundError:
    """The same error, for who catches what an HTTP client raises: it is one of `kind` as well."""
    plain = type(error)

    class Also(plain, kind):  # type: ignore[misc,valid-type]
        response = None
        request = property(lambda self: self._request)

        @classmethod
        def _plain(cls) -> type[OmnifundError]:
            # What leaves the process needs no HTTP client where it comes to.
            return plain

    Also.__name__, Also.__qualname__, Also.__module__ = (
        plain.__name__,
        plain.__qualname__,
        "omnifund",
    )
    made: OmnifundError = Also(*error.args)
    vars(made).update(vars(error), _request=request)
    return made.with_traceback(error.__traceback__)


def _known(numbers: type[IntEnum], number: int) -> int:
    try:
        return numbers(number)
    except ValueError:
        return number
