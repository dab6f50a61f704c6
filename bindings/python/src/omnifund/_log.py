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
from typing import Any, ClassVar

from omnifund._raw._constants import LogLevel
from omnifund._raw.calls import CData, ffi, lib, there
from omnifund._told import LogEntry

__all__ = ["Sink", "receiver", "to_function", "to_logger"]

LogFunction = Callable[[int, str], object]
EntryFunction = Callable[[CData], object]

_LEVELS = {
    LogLevel.ERROR: logging.ERROR,
    LogLevel.WARN: logging.WARNING,
    LogLevel.INFO: logging.INFO,
}


class Sink:
    """A function that takes lines as long as somebody holds this."""

    _numbers = itertools.count(1)
    _all: ClassVar[weakref.WeakValueDictionary[int, Sink]] = weakref.WeakValueDictionary()

    def __init__(self, function: EntryFunction) -> None:
        self.function = function
        self.number = next(self._numbers)
        self._all[self.number] = self

    @property
    def userdata(self) -> CData:
        return ffi.cast("void *", self.number)

    @classmethod
    def take(cls, userdata: CData, entry: CData) -> None:
        sink = cls._all.get(int(ffi.cast("uintptr_t", userdata)))
        if sink is not None:
            sink.function(entry)


@functools.cache
def receiver() -> CData:
    """The library's end of all sinks, made where one is wanted. What a function of yours raises
    goes to `sys.unraisablehook`: a log never makes a call fail.
    """
    return ffi.callback("omnifund_log_entry_callback", Sink.take)


def to_function(function: LogFunction) -> EntryFunction:
    def log(entry: CData) -> None:
        message = there(lib.omnifund_log_entry_message(entry))
        function(lib.omnifund_log_entry_level(entry), message)

    return log


def to_logger(logger: logging.Logger) -> EntryFunction:
    def log(entry: CData) -> None:
        level = _LEVELS.get(LogLevel(lib.omnifund_log_entry_level(entry)), logging.DEBUG)
        if logger.isEnabledFor(level):
            told = LogEntry._of(entry)
            logger.log(level, "%s", told.message, extra=attributes(told))

    return log


def attributes(entry: LogEntry) -> dict[str, Any]:
    """What a machine reads beside the words, always all of it."""
    return {
        "event": entry.event,
        "happened_at": entry.time,
        "user": entry.user,
        "client_id": entry.client_id,
        "duration": entry.duration or None,
        "code": entry.code,
    }
