"""A store of somebody else's: a Python object as the library's table of functions.

The library is given one set of functions for all of them, which never ends, and a handle that tells
them apart. What Python raises never leaves: it becomes an answer, and its words a message.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Optional, Protocol

from omnifund._raw._constants import StoreAnswer
from omnifund._raw.calls import CData, ffi

__all__ = ["Lease", "Record", "Refusal", "StoreFunctions", "table"]

VERSION = 1
LONGEST_MESSAGE = 300


class Record(NamedTuple):
    """What a store keeps under a key."""

    version: int
    #: Of the change that made it.
    write_id: str
    #: For how many milliseconds it has stood there by the store's own clock; -1 where it can't
    #: tell.
    age: int
    body: bytes


class Lease(NamedTuple):
    """The right to change a record."""

    fence: int
    #: In milliseconds.
    remaining: int


class Refusal(Exception):
    """What a store answers in place of doing it. With `StoreAnswer.BUSY` goes how many milliseconds
    the other's lease has left.
    """

    def __init__(self, answer: StoreAnswer, message: str = "", *, remaining: int = 0) -> None:
        super().__init__(message)
        self.answer = answer
        self.remaining = remaining


class StoreFunctions(Protocol):
    """A dumb keeper of sealed records, as `omnifund_store_functions` in the C header describes it:
    sealing, waiting and the journal are the library's. Deadlines and other times are milliseconds.
    What is not done is a `Refusal`; anything else that is raised is unknown to have been done from
    `swap`, and a failure from all others.

    One connection is used by one thread at a time, which need not be the one that made it. A
    method calls nothing of this package.
    """

    def connect(self, deadline: int) -> Any:
        """Makes a connection."""

    def disconnect(self, connection: Any) -> None:
        """Ends one."""

    def identify(self, connection: Any, deadline: int) -> str:
        """The store's id: 32 hexadecimal digits, chosen at random when it was made."""

    def load(self, connection: Any, deadline: int, key: str) -> Optional[Record]:
        """What was swapped last, and nothing older."""

    def lease(self, connection: Any, deadline: int, key: str, owner: str, lasting: int) -> Lease:
        """Tries to take a lease; another's is `StoreAnswer.BUSY`."""

    def swap(
        self,
        connection: Any,
        deadline: int,
        key: str,
        owner: str,
        fence: int,
        expected: int,
        write_id: str,
        body: Optional[bytes],
    ) -> None:
        """Puts `body` in the place of version `expected`, or takes the record away, under a live
        lease alone (`StoreAnswer.LOST`) and where the version is that one (`CONFLICT`).
        """

    def release(self, connection: Any, deadline: int, key: str, owner: str, fence: int) -> None:
        """Ends a lease early, where it still is that one."""

    def list(
        self, connection: Any, deadline: int, after: str, up_to: str, limit: int
    ) -> Iterable[str]:
        """Keys between both, in the order of their bytes."""


# What C holds of Python until it says that it has ended it: by address.
_held: dict[int, tuple[CData, Any]] = {}


def _hold(thing: Any) -> CData:
    handle = ffi.new_handle(thing)
    _held[int(ffi.cast("uintptr_t", handle))] = handle, thing
    return handle


def _of(handle: CData) -> Any:
    return _held[int(ffi.cast("uintptr_t", handle))][1]


def _drop(handle: CData) -> None:
    _held.pop(int(ffi.cast("uintptr_t", handle)), None)


def table(functions: StoreFunctions) -> CData:
    """For one store: the library ends it, also where it opens none."""
    made = ffi.new("omnifund_store_functions *")
    made.size, made.version = ffi.sizeof(made[0]), VERSION
    made.userdata = _hold(functions)
    for name, callback in _callbacks().items():
        setattr(made, name, callback)
    return made


def _text(pointer: CData) -> str:
    return str(ffi.string(pointer).decode())


def _message(sink: CData, words: str) -> None:
    lines = words.splitlines() or [""]
    message = lines[0][:LONGEST_MESSAGE].replace("\0", " ").encode("utf-8", "replace")
    sink.message(sink.call, message)


def _answered(sink: CData, unknown: StoreAnswer, call: Callable[[], None]) -> int:
    try:
        call()
    except Refusal as refusal:
        if refusal.answer == StoreAnswer.BUSY:
            sink.lease(sink.call, 0, refusal.remaining)
        _message(sink, str(refusal))
        return int(refusal.answer)
    except BaseException as problem:
        _message(sink, f"{type(problem).__name__}: {problem}")
        return int(unknown)
    return int(StoreAnswer.DONE)


def _connect(userdata: CData, deadline: int, connection: CData, sink: CData) -> int:
    def call() -> None:
        connection[0] = _hold(_of(userdata).connect(deadline))

    return _answered(sink, StoreAnswer.FAILED, call)


def _disconnect(userdata: CData, connection: CData) -> None:
    ended = _of(connection)
    _drop(connection)
    _of(userdata).disconnect(ended)


def _identify(userdata: CData, connection: CData, deadline: int, sink: CData) -> int:
    def call() -> None:
        sink.key(sink.call, _of(userdata).identify(_of(connection), deadline).encode())

    return _answered(sink, StoreAnswer.FAILED, call)


def _load(userdata: CData, connection: CData, deadline: int, key: CData, sink: CData) -> int:
    def call() -> None:
        found = _of(userdata).load(_of(connection), deadline, _text(key))
        if found is not None:
            body = ffi.from_buffer("uint8_t[]", found.body)
            write_id = found.write_id.encode()
            sink.record(sink.call, found.version, write_id, found.age, body, len(found.body))

    return _answered(sink, StoreAnswer.FAILED, call)


def _lease(
    userdata: CData,
    connection: CData,
    deadline: int,
    key: CData,
    owner: CData,
    lasting: int,
    sink: CData,
) -> int:
    def call() -> None:
        who = _text(key), _text(owner)
        taken = _of(userdata).lease(_of(connection), deadline, *who, lasting)
        sink.lease(sink.call, taken.fence, taken.remaining)

    return _answered(sink, StoreAnswer.FAILED, call)


def _swap(
    userdata: CData,
    connection: CData,
    deadline: int,
    key: CData,
    owner: CData,
    fence: int,
    expected: int,
    write_id: CData,
    start: CData,
    length: int,
    sink: CData,
) -> int:
    def call() -> None:
        body = None if start == ffi.NULL else bytes(ffi.buffer(start, length))
        who = _text(key), _text(owner), fence
        _of(userdata).swap(_of(connection), deadline, *who, expected, _text(write_id), body)

    return _answered(sink, StoreAnswer.UNKNOWN, call)


def _release(
    userdata: CData,
    connection: CData,
    deadline: int,
    key: CData,
    owner: CData,
    fence: int,
    sink: CData,
) -> int:
    def call() -> None:
        _of(userdata).release(_of(connection), deadline, _text(key), _text(owner), fence)

    return _answered(sink, StoreAnswer.FAILED, call)


def _list(
    userdata: CData,
    connection: CData,
    deadline: int,
    after: CData,
    up_to: CData,
    limit: int,
    sink: CData,
) -> int:
    def call() -> None:
        between = _text(after), _text(up_to)
        for key in _of(userdata).list(_of(connection), deadline, *between, limit):
            sink.key(sink.call, key.encode())

    return _answered(sink, StoreAnswer.FAILED, call)


@functools.cache
def _callbacks() -> dict[str, CData]:
    """The library's end of all tables, made where one is wanted."""
    fields = dict(ffi.typeof("omnifund_store_functions").fields)
    unknown, failed = int(StoreAnswer.UNKNOWN), int(StoreAnswer.FAILED)

    def callback(name: str, function: Callable[..., Any], error: Optional[int]) -> CData:
        return ffi.callback(fields[name].type, function, error=error)

    return {
        "connect": callback("connect", _connect, failed),
        "disconnect": callback("disconnect", _disconnect, None),
        "identify": callback("identify", _identify, failed),
        "load": callback("load", _load, failed),
        "lease": callback("lease", _lease, failed),
        "swap": callback("swap", _swap, unknown),
        "release": callback("release", _release, failed),
        "list": callback("list", _list, failed),
        "destroy": callback("destroy", _drop, None),
    }
