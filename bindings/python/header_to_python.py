"""Makes of the header's plain region what cffi needs to call the library (out-of-line, ABI mode: no
compiler). It depends on the cffi that is there, so it is made where the package is built:

    python header_to_python.py DIRECTORY

writes `_abi.py` into DIRECTORY, a package's folder. Constants and signatures come from
`make header`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import cffi

HERE = Path(__file__).resolve().parent
BEGIN = "plain region begins"
END = "/* omnifund: plain region ends. */"


def roots() -> Iterator[Path]:
    """Where the header and the built library may lie: the package's own folder, where that is an
    sdist; the checkout; and the checkout seen from where the installer was started, since an old
    pip copies this folder, and nothing above it, to another place before it builds.
    """
    yield HERE
    yield HERE.parent.parent
    started = Path(os.environ.get("PWD", "/"))
    for root in (started, *started.parents):
        if (root / "bindings" / "python" / Path(__file__).name).exists():
            yield root


def find_header() -> Path:
    for root in roots():
        for header in (root / "omnifund.h", root / "include" / "omnifund.h"):
            if header.exists():
                return header
    raise SystemExit(
        f"omnifund.h is neither beside {HERE} nor above it, nor in the directory that this was "
        "started in: start the installer in the checkout, or bring pip up to date"
    )


def plain_region(header: Path) -> str:
    text = header.read_text(encoding="ascii")
    _, _, after = text.partition(BEGIN)
    region, end, _ = after.partition("*/")[2].partition(END)
    if not end:
        raise SystemExit(f"{header} has no plain region")
    return region


def make(directory: Path) -> None:
    ffi = cffi.FFI()
    ffi.set_source("omnifund._raw._abi", None)
    ffi.cdef(plain_region(find_header()))
    directory.mkdir(parents=True, exist_ok=True)
    ffi.emit_python_code(str(directory / "_abi.py"))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
