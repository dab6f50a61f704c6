"""A store of one's own, tried by the rules of libomnifund's conformance programme."""

from __future__ import annotations

import os
from typing import Any, Optional, Union

from cffi import FFI

from omnifund._functions import StoreFunctions, table
from omnifund._raw.calls import ffi

__all__ = ["store_conformance"]

_THREADS = 2
_ffi: Any = FFI()
_ffi.cdef(
    """
    int omnifund_store_conformance(const void *functions, int abilities, void *move_clock,
        void (*told)(void *, const char *, const char *), void *userdata);
    """
)


def store_conformance(
    functions: StoreFunctions, library: Union[str, os.PathLike[str]]
) -> dict[str, Optional[str]]:
    """Tries a store by the rules that libomnifund's folder `conformance` has, and gives what it
    does in place of each; None where it keeps it. `library` is what this makes of them:

        cc -shared -fPIC -Iinclude -o libomnifund_conformance.so conformance/conformance.c -lpthread

    It takes about ten seconds. Let nobody else use the store meanwhile. What forks is left out: the
    programme forks in C, behind the interpreter's back.
    """
    rules: dict[str, Optional[str]] = {}

    def hear(_: Any, rule: Any, problem: Any) -> None:
        words = None if problem == _ffi.NULL else _ffi.string(problem).decode()
        rules[_ffi.string(rule).decode()] = words

    told = _ffi.callback("void(void *, const char *, const char *)", hear)
    loaded = _ffi.dlopen(os.fspath(library))
    made = table(functions)
    address = _ffi.cast("void *", int(ffi.cast("uintptr_t", made)))
    try:
        loaded.omnifund_store_conformance(address, _THREADS, _ffi.NULL, told, _ffi.NULL)
    finally:
        made.destroy(made.userdata)
    return rules
