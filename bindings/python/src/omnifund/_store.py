"""Where sessions and OAuth clients are kept, sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Optional

from omnifund import _errors
from omnifund._client import Client
from omnifund._config import Config
from omnifund._ending import detached_at_exit
from omnifund._handle import Handle, pointer_of
from omnifund._key import Key
from omnifund._raw.calls import (
    CData,
    Path,
    do,
    error_of,
    ffi,
    give,
    lib,
    milliseconds,
    own,
    path,
    text,
    there,
    waiting,
)
from omnifund._setting import calls
from omnifund._settings import STORE_OPTIONS, StoreOptions
from omnifund._told import OAuthClient, SessionEntry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Unpack

    from omnifund._functions import StoreFunctions

__all__ = ["Store"]

THREE_DAYS = 3 * 24 * 60 * 60


class Store(Handle):
    """Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any
    number of processes the same directory. Whoever opens a store can act as any employee in it.
    """

    _made_by = "Store.open_file, Store.open_memory or Store.open_configured"

    @classmethod
    def open_file(
        cls, directory: Path, key: Optional[Key] = None, **options: Unpack[StoreOptions]
    ) -> Store:
        """A store in a directory, made where there is none. Without `key` the sealing key lies in
        the file "<directory>.key". How it is kept, by keyword, lists `StoreOptions`.
        """
        arguments = path(directory), _pointer(key), _options(options)
        return cls._holding(waiting(give, "store", lib.omnifund_store_open_file_with, *arguments))

    @classmethod
    def open(cls, place: str, key: Optional[Key] = None, **options: Unpack[StoreOptions]) -> Store:
        """The store at a place as OMNIFUND_STORE has it: a directory, or the url of a database that
        several hosts share ("postgresql://...", "mysql://..."). All hosts have the same key:
        without `key` it lies in "<journal>.key". How it is kept, by keyword, lists `StoreOptions`.
        """
        arguments = text(place), _pointer(key), _options(options)
        return cls._holding(waiting(give, "store", lib.omnifund_store_open, *arguments))

    @classmethod
    def open_functions(
        cls,
        functions: StoreFunctions,
        key: Optional[Key] = None,
        **options: Unpack[StoreOptions],
    ) -> Store:
        """A store in a database of the application's own, such as an `omnifund.sql.Database`, which
        several hosts may share. Key and options are as for `open`.

        Its methods are called on the threads that use the store, and never in a forked child on a
        connection of its parent's.
        """
        from omnifund._functions import table

        arguments = table(functions), _pointer(key), _options(options)
        function = lib.omnifund_store_open_functions
        store = cls._holding(waiting(give, "store", function, *arguments))
        detached_at_exit.add(store)
        return store

    def detach(self) -> None:
        """Ends the use of the functions that the store is over: its connections are ended, and none
        of its methods is called any more. What is opened in it goes on with
        `Code.STORE_UNREACHABLE`. It does nothing to a store of another kind, and is done by itself
        when Python ends.
        """
        waiting(lib.omnifund_store_detach, self._pointer)

    @classmethod
    def open_memory(cls) -> Store:
        """A store in this process's memory, gone with it."""
        return cls._holding(give("store", lib.omnifund_store_open_memory))

    @classmethod
    def open_configured(cls, config: Config) -> Store:
        """The store that a loaded configuration names."""
        function = lib.omnifund_store_open_configured
        return cls._holding(waiting(give, "store", function, pointer_of(config, "Config")))

    def prepare_key(self) -> None:
        """The first step to change the sealing key: puts a new one into the key file."""
        waiting(do, lib.omnifund_store_prepare_key, self._pointer)

    def rotate_key(self) -> int:
        """The second step: the prepared key seals from here on, in all processes. Returns how many
        records were sealed anew.
        """
        return self._count(lib.omnifund_store_rotate_key)

    def save_client(self, name: str, client_id: str, client_secret: str) -> None:
        """Keeps an OAuth client under a descriptive name. No function gives its secret back."""
        self._do(lib.omnifund_store_save_client, name, client_id, client_secret)

    def rename_client(self, name: str, new_name: str) -> None:
        """Gives an OAuth client another name. Its sessions stay its sessions."""
        self._do(lib.omnifund_store_rename_client, name, new_name)

    def replace_client(self, name: str, client_id: str, client_secret: str) -> int:
        """Puts a new client id and secret in the place of lost ones. Returns how many signed-in
        sessions that concerns: each needs a sign-in when its access token has ended.
        """
        texts = text(name), text(client_id), text(client_secret)
        return self._count(lib.omnifund_store_replace_client, *texts)

    def remove_client(self, name: str) -> None:
        """Forgets an OAuth client. Its sessions stay, and can be used with its credentials only."""
        self._do(lib.omnifund_store_remove_client, name)

    def clients(self) -> list[OAuthClient]:
        """The OAuth clients, in the order in which they were first saved."""
        clients = waiting(give, "client_list", lib.omnifund_store_clients, self._pointer)
        count = lib.omnifund_client_list_count(clients)
        return [OAuthClient._of(clients, index) for index in range(count)]

    def sessions(self, client: Optional[Client] = None) -> Iterator[SessionEntry]:
        """Goes through the sessions: those of one OAuth client, or all. One that begins or ends
        meanwhile may come or not.
        """
        pointer = ffi.NULL if client is None else pointer_of(client, "Client")
        sessions = give("session_list", lib.omnifund_store_sessions, self._pointer, pointer)
        return _pages(sessions)

    #: The `Content-Type` to serve `metrics` with.
    METRICS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

    def metrics(self, config: Optional[Config] = None) -> str:
        """How the store and all of its sessions stand, whatever their OAuth client, in Prometheus'
        text format: for a program that serves it. What can't be read is a number in it, and no
        exception. It has 32 MiB at most, which are ten thousand sessions; of a larger store
        `omnifund_store_untold_sessions` says how many are left out.

        How long a refresh token lives, and whether it may be presented again, is what `config`
        says.
        """
        settings = ffi.NULL if config is None else pointer_of(config, "Config")
        call = lib.omnifund_store_metrics
        metrics = waiting(give, "metrics", call, self._pointer, settings)
        return there(lib.omnifund_metrics_text(metrics))

    def keep_alive(
        self,
        client: Client,
        callback: Optional[Callable[[str, Optional[_errors.OmnifundError]], object]] = None,
        *,
        age: int = THREE_DAYS,
        within: float = 600,
    ) -> None:
        """Refreshes every session of `client` whose pair is older than `age` seconds: run it once a
        day, since a refresh token that nobody uses dies after 14 days. Each has its turn at a
        random moment of the first half of `within` seconds, so that a fleet does not knock
        together; what does not fit is left for the next run.

        `callback` is told of each: its user name, and `None` or why it could not be refreshed. What
        it raises is raised here, after the run.
        """
        raised: list[BaseException] = []

        def told(_userdata: CData, username: CData, error: CData) -> None:
            try:
                if callback is not None:
                    known = None if error == ffi.NULL else error_of(error)
                    callback(there(username), known)
            except BaseException as problem:
                raised.append(problem)

        receiver = ffi.callback("omnifund_kept_alive_callback", told)
        how = age, milliseconds(within), receiver, ffi.NULL
        keep_alive = lib.omnifund_session_keep_alive
        waiting(do, keep_alive, pointer_of(client, "Client"), self._pointer, *how)
        if raised:
            raise raised[0]

    def _do(self, function: Callable[..., int], *texts: str) -> None:
        waiting(do, function, self._pointer, *map(text, texts))

    def _count(self, function: Callable[..., int], *arguments: Any) -> int:
        count = ffi.new("int64_t *")
        waiting(do, function, self._pointer, *arguments, count)
        return int(count[0])


def _pointer(key: Optional[Key]) -> CData:
    return ffi.NULL if key is None else pointer_of(key, "Key")


def _options(given: StoreOptions) -> CData:
    options = own("store_options", lib.omnifund_store_options_new())
    for function, arguments in calls(StoreOptions, STORE_OPTIONS, given):
        do(function, options, *arguments)
    return options


def _pages(sessions: CData) -> Iterator[SessionEntry]:
    while True:
        waiting(do, lib.omnifund_session_list_next, sessions)
        count = lib.omnifund_session_list_count(sessions)
        if count == 0:
            return
        # Before the next page takes their place.
        yield from [SessionEntry._of(sessions, index) for index in range(count)]
