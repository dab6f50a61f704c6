"""The settings of an OAuth client."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional, Union

from omnifund import _log
from omnifund._handle import Handle
from omnifund._raw._constants import LogLevel
from omnifund._raw.calls import Path, do, ffi, give, lib, number, own, path, waiting
from omnifund._setting import calls
from omnifund._settings import SETTERS, Settings

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Config", "Settings"]


class Config(Handle):
    """The settings of an OAuth client, by keyword, as `Settings` lists them:

        Config(environment="sandbox", client_id=..., client_secret=...)

    `Config.load` reads them from a file or from the environment.
    """

    def __init__(self, **settings: Unpack[Settings]) -> None:
        self._take(own("config", lib.omnifund_config_new()), settings)

    @classmethod
    def load(cls, file: Optional[Path] = None, **settings: Unpack[Settings]) -> Config:
        """The settings of a file of `NAME=value` lines, or of the environment variables of the same
        names: OMNIFUND_ENVIRONMENT, OMNIFUND_CLIENT_ID, OMNIFUND_STORE, ... (the header lists all).
        Those by keyword come on top.

        A file that others may read is a `ConfigurationError`, and so is a name that is not known.
        """
        file_path = ffi.NULL if file is None else path(file)
        self = cls.__new__(cls)
        self._take(waiting(give, "config", lib.omnifund_config_load, file_path), settings)
        return self

    def _take(self, pointer: Any, settings: Settings) -> None:
        self._held = pointer
        self._sinks: list[_log.Sink] = []
        # The library's configs are for one thread at a time.
        self._lock = threading.Lock()
        self.change(**settings)

    def change(self, **settings: Unpack[Settings]) -> None:
        """Sets what is named. Clients that were made before stay as they are."""
        for function, arguments in calls(Settings, SETTERS, settings):
            self._call(function, *arguments)

    def log_to_stderr(self, level: Union[LogLevel, int] = LogLevel.WARN) -> None:
        """Logs lines of a level, and of what matters more. Each such call adds one sink."""
        self._call(lib.omnifund_config_log_to_stderr, number(level, "LogLevel"))

    def log_to_file(self, file: Path, level: Union[LogLevel, int] = LogLevel.WARN) -> None:
        """Logs to the end of a file, which is opened for each line."""
        self._call(lib.omnifund_config_log_to_file, path(file), number(level, "LogLevel"))

    def log_to_syslog(self, level: Union[LogLevel, int] = LogLevel.WARN) -> None:
        """Logs to the system's log, as facility daemon."""
        self._call(lib.omnifund_config_log_to_syslog, number(level, "LogLevel"))

    def log_to(
        self,
        receiver: Union[logging.Logger, Callable[[int, str], object]],
        level: Union[LogLevel, int] = LogLevel.INFO,
    ) -> None:
        """Logs to a logger of Python's, or to a function of a `LogLevel` and a line. It is called
        on the thread that makes a call: under gevent, one of its pool.

        A logger's records have what a machine reads as attributes: `event` (a name that stays, such
        as "exchange"), `happened_at` (a Unix time), `user`, `client_id`, `duration` (in seconds, of
        an exchange or a token login) and `code` (that of an error, else 0); `None` where there is
        none.
        """
        if isinstance(receiver, logging.Logger):
            sink = _log.Sink(_log.to_logger(receiver))
        else:
            sink = _log.Sink(_log.to_function(receiver))
        log = lib.omnifund_config_log_entries_to_callback
        self._call(log, _log.receiver(), sink.userdata, number(level, "LogLevel"))
        self._sinks.append(sink)

    def _call(self, function: Callable[..., int], *arguments: Any) -> None:
        with self._lock:
            do(function, self._pointer, *arguments)
