"""Finds the library, loads it, and checks that it is one that this package can call."""

from __future__ import annotations

import os
import sys

from omnifund._raw._abi import ffi as _ffi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from omnifund._raw._signatures import Library

__all__ = ["ABI", "ffi", "lib", "load", "path", "version"]

ffi: Any = _ffi
#: The number of the binary interface that the package was made for.
ABI: int = ffi.integer_const("OMNIFUND_ABI_VERSION")
#: What the library is called on this system.
NAME = "omnifund.dll" if sys.platform == "win32" else f"libomnifund.so.{ABI}"
BUNDLED = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), NAME)


WHAT_TO_DO = (
    "A package without a library, as one that was installed from a source distribution or with "
    "`pip install -e`, needs one. Where there is a wheel for this machine it brings its own: "
    "`pip install --force-reinstall --only-binary omnifund omnifund`. Else run `make lib` in "
    "libomnifund's checkout on a machine like this one (processor and libc), and name "
    "target/release/libomnifund.so in OMNIFUND_LIBRARY, run `make install`, or install the package "
    "anew from there (`pip install ./bindings/python`)"
)


def candidate() -> tuple[str, str]:
    """Which library to load, and where that was said."""
    if os.path.exists(BUNDLED):
        return BUNDLED, "bundled in the package"
    named = os.environ.get("OMNIFUND_LIBRARY")
    if named:
        return named, "named by the environment variable OMNIFUND_LIBRARY"
    return NAME, "the system's, since none is bundled and OMNIFUND_LIBRARY is not set"


def load() -> tuple[Library, str]:
    """The library, and what was loaded. An `ImportError` says which one was tried and why."""
    if sys.platform not in ("linux", "win32"):
        raise ImportError(
            "omnifund: libomnifund is a library for Linux and Windows, and this is "
            f"{sys.platform}: there, let a program on one of them call OmniFund"
        )
    name, why = candidate()
    # "from None": the details are in the message, and a traceback of cffi's helps nobody.
    try:
        found = ffi.dlopen(name)
    except OSError as error:
        raise ImportError(f"omnifund: cannot load {name} ({why}): {error}. {WHAT_TO_DO}") from None
    try:
        abi = found.omnifund_abi_version()
    except ffi.error:
        raise ImportError(f"omnifund: {name} ({why}) is no libomnifund") from None
    if abi != ABI:
        raise ImportError(
            f"omnifund: {name} ({why}) has ABI {abi}, and this package needs ABI {ABI}: install "
            "a package and a library that go together"
        )
    for function in dir(found):
        # Functions are added without another ABI number.
        try:
            getattr(found, function)
        except ffi.error:
            raise ImportError(
                f"omnifund: {name} ({why}) has no {function}: it is older than this package, "
                "and needs an update"
            ) from None
    return found, name


lib, path = load()


def version() -> str:
    """The version of the library, such as "0.1.0"."""
    return str(ffi.string(lib.omnifund_version()).decode())
