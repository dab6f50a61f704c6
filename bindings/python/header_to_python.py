"""Makes Python of the header's plain region: signatures and constants are never written by hand.

    python header_to_python.py DIRECTORY

writes into DIRECTORY, a package's folder:

    _abi.py         what cffi needs to call the library (out-of-line, ABI mode: no compiler)
    _constants.py   the number of the binary interface, and the header's enums, with their comments
    _signatures.py  the header's functions as types, so that mypy checks each call
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import cffi

HERE = Path(__file__).resolve().parent
BEGIN = "plain region begins"
END = "/* omnifund: plain region ends. */"
MADE = "# Made from omnifund.h by header_to_python.py; edits here are lost.\n"
ABI = re.compile(r"enum \{ OMNIFUND_ABI_VERSION = (\d+) \};")
ENUM = re.compile(r"((?://[^\n]*\n)+)typedef enum \{\n(.*?)\n\} omnifund_(\w+);", re.DOTALL)
MEMBER = re.compile(r"((?:\s*//[^\n]*\n)+)\s*(OMNIFUND_\w+) = (\d+),")
FUNCTION = re.compile(r"^([^/\n]*?)\b(omnifund_\w+)\(([^;]*?)\);", re.MULTILINE)


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


def comment_lines(comment: str) -> list[str]:
    return [line.strip()[2:].strip() for line in comment.strip().splitlines()]


def constants(region: str) -> str:
    lines = [MADE, '"""The constants of the header."""\n', "from enum import IntEnum\n"]
    [abi] = ABI.findall(region)
    lines += ["#: The number of the binary interface that the header describes.", f"ABI = {abi}\n"]
    for comment, body, name in ENUM.findall(region):
        prefix = f"OMNIFUND_{name.upper()}_"
        lines += ["", f"class {name.title().replace('_', '')}(IntEnum):"]
        about = "\n    ".join(comment_lines(comment)).replace("\n    \n", "\n\n")
        lines += [f'    """{about}\n    """\n']
        for about, member, number in MEMBER.findall(body):
            lines += [f"    #: {line}" for line in comment_lines(about)]
            lines += [f"    {member[len(prefix) :]} = {number}"]
        lines += [""]
    return "\n".join(lines)


def python_type(c_type: str, *, given: bool) -> str:
    words = c_type.replace("const ", "").split()
    if words == ["void"]:
        return "None"
    if "*" in c_type or words[0].endswith("_callback"):
        # cffi takes bytes for a string, and gives a pointer.
        string = c_type.replace("const ", "").replace(" ", "") in ("char*", "uint8_t*")
        return "bytes | CData" if string and given else "CData"
    return "int"


def signatures(region: str) -> str:
    lines = [MADE, '"""The functions of the header, as types."""\n']
    lines += ["from __future__ import annotations\n", "from typing import Any, Protocol\n"]
    lines += ["# cffi's pointers have no type of their own that mypy could check."]
    lines += ["CData = Any\n\n", "class Library(Protocol):"]
    for result, name, parameters in FUNCTION.findall(region):
        arguments = "self"
        for parameter in parameters.split(","):
            match = re.fullmatch(r"\s*(.*?)(\w+)\s*", parameter, re.DOTALL)
            if match and parameter.strip() != "void":
                arguments += f", {match[2]}: {python_type(match[1], given=True)}"
        lines += [f"    def {name}({arguments}) -> {python_type(result, given=False)}: ..."]
    return "\n".join([*lines, ""])


def make(directory: Path) -> None:
    """Writes what changed: a file that is as it should be keeps its time."""
    region = plain_region(find_header())
    ffi = cffi.FFI()
    ffi.set_source("omnifund._raw._abi", None)
    ffi.cdef(region)
    directory.mkdir(parents=True, exist_ok=True)
    ffi.emit_python_code(str(directory / "_abi.py"))
    for name, text in (
        ("_constants.py", constants(region)),
        ("_signatures.py", signatures(region)),
    ):
        place = directory / name
        if not place.exists() or place.read_text(encoding="ascii") != text:
            place.write_text(text, encoding="ascii")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
