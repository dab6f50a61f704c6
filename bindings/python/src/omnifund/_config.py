"""The settings of an OAuth client."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional, TypedDict, Union

from omnifund import _log
from omnifund._handle import Handle
from omnifund._raw._constants import LogLevel, Replay
from omnifund._raw.calls import Path, do, ffi, give, lib, milliseconds, own, path, text, waiting

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Config", "Settings"]


class Settings(TypedDict, total=False):
    """What can be set. `None` leaves a setting as it is."""

    #: One of the vendor's hosts by name: "sandbox" or "production". There is no default.
    environment: Optional[str]
    #: Any other OmniFund, such as a local server: "https://host[:port][/path]".
    base_url: Optional[str]
    #: As the OmniFund portal showed it; with `client_secret`.
    client_id: Optional[str]
    client_secret: Optional[str]
    #: Whether bodies to the token endpoint are written as JSON, and not as a form.
    json_body: Optional[bool]
    #: How many seconds a connection may take, TLS handshake included; 5 unless set.
    connect_timeout: Optional[float]
    #: How many seconds one request may take; 15 unless set.
    exchange_timeout: Optional[float]
    #: How many seconds one call may take, all that it does included; 25 unless set.
    call_budget: Optional[float]
    #: "http://[user:password@]host[:port]", or "none"; unless set, the environment variables
    #: decide.
    proxy: Optional[str]
    #: A file of certificates to trust beside the system's, PEM or DER.
    ca_file: Optional[Path]
    #: Whether to trust the CA file alone, and none of the system's authorities.
    trust_ca_file_only: Optional[bool]
    #: Whether to take a base URL of plain "http://" that is no loopback address.
    allow_plain_http: Optional[bool]
    #: The header that carries the idempotency key of each POST and PATCH of `Session.request`,
    #: made where none is given.
    idempotency_header: Optional[str]
    #: What becomes of a refresh token whose last exchange has an unknown outcome.
    replay: Optional[Union[Replay, int]]
    #: How many seconds a refresh token presumably lives, for `Status.refresh_token_ends` alone.
    refresh_lifetime: Optional[int]
    #: Where audit lines go, "syslog" or "file:PATH", in place of the sink that the environment
    #: variable OMNIFUND_AUDIT names: one for each act that changes who may act.
    audit: Optional[str]


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
        unknown = settings.keys() - Settings.__annotations__.keys()
        if unknown:
            raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
        wanted: dict[str, Any] = {k: v for k, v in settings.items() if v is not None}
        if ("client_id" in wanted) != ("client_secret" in wanted):
            raise TypeError("client_id and client_secret go together")
        for name, value in wanted.items():
            if name in _SET:
                function, convert = _SET[name]
                self._call(function, convert(value))
        if "client_id" in wanted:
            credentials = text(wanted["client_id"]), text(wanted["client_secret"])
            self._call(lib.omnifund_config_set_credentials, *credentials)
        if wanted.get("proxy") == "none":
            self._call(lib.omnifund_config_disable_proxy)
        elif "proxy" in wanted:
            self._call(lib.omnifund_config_set_proxy, text(wanted["proxy"]))
        if wanted.get("trust_ca_file_only"):
            self._call(lib.omnifund_config_trust_ca_file_only)
        if wanted.get("allow_plain_http"):
            self._call(lib.omnifund_config_allow_plain_http)

    def log_to_stderr(self, level: Union[LogLevel, int] = LogLevel.WARN) -> None:
        """Logs lines of a level, and of what matters more. Each such call adds one sink."""
        self._call(lib.omnifund_config_log_to_stderr, int(level))

    def log_to_file(self, file: Path, level: Union[LogLevel, int] = LogLevel.WARN) -> None:
        """Logs to the end of a file, which is opened for each line."""
        self._call(lib.omnifund_config_log_to_file, path(file), int(level))

    def log_to_syslog(self, level: Union[LogLevel, int] = LogLevel.WARN) -> None:
        self._call(lib.omnifund_config_log_to_syslog, int(level))

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
        self._call(log, _log.receiver(), sink.userdata, int(level))
        self._sinks.append(sink)

    def _call(self, function: Callable[..., int], *arguments: Any) -> None:
        with self._lock:
            do(function, self._pointer, *arguments)


_SET: dict[str, tuple[Callable[..., int], Callable[[Any], Any]]] = {
    "environment": (lib.omnifund_config_set_environment, text),
    "base_url": (lib.omnifund_config_set_base_url, text),
    "json_body": (lib.omnifund_config_set_json_body, int),
    "connect_timeout": (lib.omnifund_config_set_connect_timeout, milliseconds),
    "exchange_timeout": (lib.omnifund_config_set_exchange_timeout, milliseconds),
    "call_budget": (lib.omnifund_config_set_call_budget, milliseconds),
    "ca_file": (lib.omnifund_config_set_ca_file, path),
    "idempotency_header": (lib.omnifund_config_set_idempotency_header, text),
    "replay": (lib.omnifund_config_set_replay, int),
    "refresh_lifetime": (lib.omnifund_config_set_refresh_lifetime, int),
    "audit": (lib.omnifund_config_set_audit, text),
}
