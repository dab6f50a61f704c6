"""What C sees of a store of Python's: answers, whatever its methods do."""

from __future__ import annotations

from typing import Any, Optional

import pytest

from omnifund import Lease, Record, Refusal, StoreAnswer
from omnifund._functions import table
from omnifund._raw.calls import ffi

OWNER, WRITE = b"a" * 32, b"1" * 32


class Seen:
    """What came into a sink."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.message = ""
        fields = dict(ffi.typeof("omnifund_store_sink").fields)
        self._kept = {
            "record": ffi.callback(fields["record"].type, self._record),
            "lease": ffi.callback(fields["lease"].type, self._lease),
            "key": ffi.callback(fields["key"].type, self._key),
            "message": ffi.callback(fields["message"].type, self._message),
        }
        self.sink = ffi.new("omnifund_store_sink *")
        self.sink.size = ffi.sizeof(self.sink[0])
        for name, callback in self._kept.items():
            setattr(self.sink, name, callback)

    def _record(self, _: Any, version: int, write: Any, age: int, start: Any, size: int) -> None:
        self.found.append((version, ffi.string(write), age, bytes(ffi.buffer(start, size))))

    def _lease(self, _: Any, fence: int, remaining: int) -> None:
        self.found.append((fence, remaining))

    def _key(self, _: Any, key: Any) -> None:
        self.found.append(ffi.string(key).decode())

    def _message(self, _: Any, words: Any) -> None:
        self.message = ffi.string(words).decode()


class Functions:
    """They do what a test says."""

    def __init__(self, answer: Any = None) -> None:
        self.answer = answer
        self.calls: list[tuple[Any, ...]] = []

    def _does(self, *call: Any) -> Any:
        self.calls.append(call)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def connect(self, deadline: int) -> Any:
        return "connection"

    def disconnect(self, connection: Any) -> None:
        self._does("disconnect", connection)

    def identify(self, connection: Any, deadline: int) -> str:
        return str(self._does("identify", connection, deadline))

    def load(self, connection: Any, deadline: int, key: str) -> Optional[Record]:
        found: Optional[Record] = self._does("load", connection, deadline, key)
        return found

    def lease(self, connection: Any, deadline: int, key: str, owner: str, lasting: int) -> Lease:
        taken: Lease = self._does("lease", connection, deadline, key, owner, lasting)
        return taken

    def swap(self, *arguments: Any) -> None:
        self._does("swap", *arguments)

    def release(self, *arguments: Any) -> None:
        self._does("release", *arguments)

    def list(self, *arguments: Any) -> list[str]:
        keys: list[str] = self._does("list", *arguments)
        return keys


class Called:
    """A table that is called as C does."""

    def __init__(self, functions: Functions) -> None:
        self.functions = functions
        self.table = table(functions)
        place = ffi.new("void **")
        assert self.table.connect(self.table.userdata, 5000, place, Seen().sink) == 0
        self.connection = place[0]

    def call(self, name: str, *arguments: Any) -> tuple[int, Seen]:
        seen = Seen()
        function = getattr(self.table, name)
        first = self.table.userdata, self.connection, 5000
        return int(function(*first, *arguments, seen.sink)), seen

    def swap(self, body: Optional[bytes]) -> tuple[int, Seen]:
        start = ffi.NULL if body is None else ffi.from_buffer("uint8_t[]", body)
        return self.call("swap", b"k", OWNER, 7, 3, WRITE, start, len(body or b""))

    def end(self) -> None:
        self.table.disconnect(self.table.userdata, self.connection)
        self.table.destroy(self.table.userdata)


def test_what_methods_give_comes_into_the_sink() -> None:
    called = Called(Functions(Record(4, "1" * 32, 90, b"\0body")))
    code, seen = called.call("load", b"k")
    assert (code, seen.found) == (StoreAnswer.DONE, [(4, b"1" * 32, 90, b"\0body")])
    called.functions.answer = None
    code, seen = called.call("load", b"k")
    assert (code, seen.found) == (StoreAnswer.DONE, [])
    called.functions.answer = Lease(9, 5000)
    code, seen = called.call("lease", b"k", OWNER, 5000)
    assert (code, seen.found) == (StoreAnswer.DONE, [(9, 5000)])
    called.functions.answer = ["a", "b"]
    code, seen = called.call("list", b"", b"~", 2)
    assert (code, seen.found) == (StoreAnswer.DONE, ["a", "b"])
    assert called.swap(b"\0x")[0] == called.swap(None)[0] == StoreAnswer.DONE
    held = "swap", "connection", 5000, "k", "a" * 32, 7, 3, "1" * 32
    assert called.functions.calls[-2:] == [(*held, b"\0x"), (*held, None)]
    called.end()
    assert called.functions.calls[-1] == ("disconnect", "connection")


@pytest.mark.parametrize("answer", [one for one in StoreAnswer if one != StoreAnswer.DONE])
def test_a_refusal_is_its_answer(answer: StoreAnswer) -> None:
    called = Called(Functions(Refusal(answer, "why\nSECOND LINE", remaining=30)))
    code, seen = called.call("lease", b"k", OWNER, 5000)
    assert (code, seen.message) == (answer, "why")
    assert seen.found == ([(0, 30)] if answer == StoreAnswer.BUSY else [])
    assert called.swap(b"x")[0] == answer


@pytest.mark.parametrize("problem", [RuntimeError("broken"), KeyboardInterrupt(), SystemExit(3)])
def test_whatever_is_raised_is_an_answer_and_leaves_nothing(problem: BaseException) -> None:
    called = Called(Functions(problem))
    assert called.swap(b"x")[0] == StoreAnswer.UNKNOWN
    for name, arguments in {
        "identify": (),
        "load": (b"k",),
        "lease": (b"k", OWNER, 5000),
        "release": (b"k", OWNER, 7),
        "list": (b"", b"~", 2),
    }.items():
        code, seen = called.call(name, *arguments)
        assert code == StoreAnswer.FAILED
        assert type(problem).__name__ in seen.message


def test_a_result_of_the_wrong_type_is_a_failure() -> None:
    called = Called(Functions(object()))
    for name, arguments in {
        "load": (b"k",),
        "lease": (b"k", OWNER, 1),
        "list": (b"", b"~", 2),
    }.items():
        assert called.call(name, *arguments)[0] == StoreAnswer.FAILED
