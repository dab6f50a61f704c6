"""Lines of the library's log for Python functions.

The library is given one function for all of them, which never ends, and a number that tells them
apart: a line that comes when its receiver is gone is dropped, and can do no harm.
"""

from __future__ import annotations

import functools
import itertools
import logging
import weakref
from collections.abc import Callable
from typing import ClassVar

from omnifund._raw._constants import LogLevel
from omnifund._raw.calls import CData, ffi, there

__all__ = ["Sink", "receiver", "to_logger"]

LogFunction = Callable[[int, str], object]

_LEVELS = {
    LogLevel.ERROR: logging.ERROR,
    LogLevel.WARN: logging.WARNING,
    LogLevel.INFO: logging.INFO,
}


class Sink:
    """A function that takes lines as long as somebody holds this."""

    _numbers = itertools.count(1)
    _all: ClassVar[weakref.WeakValueDictionary[int, Sink]] = weakref.WeakValueDictionary()

    def __init__(self, function: LogFunction) -> None:
        self.function = function
        self.number = next(self._numbers)
        self._all[self.number] = self

    @property
    def userdata(self) -> CData:
        return ffi.cast("void *", self.number)

    @classmethod
    def take(cls, userdata: CData, level: int, message: CData) -> None:
        sink = cls._all.get(int(ffi.cast("uintptr_t", userdata)))
        if sink is not None:
            sink.function(level, there(message))


@functools.cache
def receiver() -> CData:
    """The library's end of all sinks, made where one is wanted. What a function of yours raises
    goes to `sys.unraisablehook`: a log never makes a call fail.
    """
    return ffi.callback("omnifund_log_callback", Sink.take)


def to_logger(logger: logging.Logger) -> LogFunction:
    def log(level: int, message: str) -> None:
        logger.log(_LEVELS.get(LogLevel(level), logging.DEBUG), "%s", message)

    return log
