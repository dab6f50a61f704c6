"""A request that a coroutine waits for, and may stop waiting for."""

from __future__ import annotations

from asyncio import CancelledError

from omnifund._raw._constants import Outcome
from omnifund._thread import in_a_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from omnifund._response import Response

__all__ = ["Begun"]


class Begun:
    """Tells of a request that was given up whether it had begun. Its thread and who gives it up ask
    for the same ticket, of which there is one.
    """

    def __init__(self, call: Callable[..., Response]) -> None:
        self._call = call
        self._tickets = [None]

    def _taken(self) -> bool:
        # No lock, which a forked child would inherit: a list's own steps are whole.
        try:
            self._tickets.pop()
        except IndexError:
            return False
        return True

    def _run(self, *arguments: Any, **named: Any) -> Any:
        return self._call(*arguments, **named) if self._taken() else None

    async def awaited(self, *arguments: Any, **named: Any) -> Response:
        """Makes it on another thread."""
        try:
            response: Response = await in_a_thread(self._run, *arguments, **named)
        except CancelledError as cancelled:
            outcome = Outcome.NOT_SENT if self._taken() else Outcome.UNKNOWN
            cancelled.outcome = outcome  # type: ignore[attr-defined]
            raise
        return response
