"""What is in each file of dist/, by its name: which programs, for which platforms."""

import io
import pathlib
import re
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO

from crates import PLATFORMS, PROGRAMS

ALL = tuple(PROGRAMS)
ZIPS = {".zip", ".whl", ".jar", ".nupkg"}

# The first that fits a name counts; what nothing fits has to get its line here.
PROGRAMS_IN = (
    (r"^libomnifund-[\d.]+-source\.", ("source",)),
    (r"^libomnifund-[\d.]+-(linux|windows)-", ALL),
    (r"^(lib)?omnifund-(windows|.*windows.*)\.zip$", ALL),
    # The language's own words over a library that is installed by itself.
    (r"^php\d*-omnifund[-_]", ()),
    (r"^omnifund-[\d.]+\.tar\.gz$", ()),
    (r"^(php\d*-)?omnifund[-_]local[-_]", ("omnifund-local",)),
    (r"^omnifund[-_][\d.]+.*\.(deb|rpm|apk)$", ("omnifund",)),
    (r"^(lib)?omnifund", ("libomnifund",)),
)

PLATFORMS_IN = (
    (r"musl.*(arm64|aarch64)", ("linux-musl-arm64",)),
    (r"musl.*(x64|x86_64)", ("linux-musl-x64",)),
    (r"(aarch64|arm64)\.apk$", ("linux-musl-arm64",)),
    (r"\.apk$", ("linux-musl-x64",)),
    (r"win(dows[-_]|_)?(amd64|x64)|win-x64", ("windows-x64",)),
    (r"win32|win(dows)?-x86", ("windows-x86",)),
    (r"windows", ("windows-x64", "windows-x86")),
    (r"arm64|aarch64", ("linux-arm64",)),
    (r"armv7|armhf", ("linux-armv7",)),
    (r"linux-x64|amd64|x86_64", ("linux-x64",)),
    (r"", tuple(PLATFORMS)),
)


def programs_in(name: str) -> tuple[str, ...]:
    """The programs of a file of this name."""
    for pattern, programs in PROGRAMS_IN:
        if re.search(pattern, name, re.IGNORECASE):
            return programs
    raise SystemExit(f"{name}: nobody says what is in it; tools/release/contents.py has the list")


def platforms_in(name: str) -> tuple[str, ...]:
    """The platforms that its programs are for."""
    return next(platforms for pattern, platforms in PLATFORMS_IN if re.search(pattern, name))


def files_within(file: pathlib.Path) -> Iterator[tuple[str, bytes]]:
    """The files in a package, and in those that it holds; none where this machine can't look into it."""
    if file.suffix in ZIPS:
        yield from files_in_zip(file)
    elif file.suffix == ".gem":
        with tarfile.open(file) as outer:
            yield from files_in_tar(outer.extractfile("data.tar.gz"))
    elif file.suffix in {".gz", ".tgz", ".apk"}:
        with file.open("rb") as archive:
            yield from files_in_tar(archive)
    else:
        reader = {".deb": ["dpkg-deb", "--fsys-tarfile", file], ".rpm": ["rpm2archive", "-"]}.get(file.suffix)
        if reader and shutil.which(reader[0]):
            with file.open("rb") as package:
                read = subprocess.run(reader, stdin=package, capture_output=True, check=True)
            yield from files_in_tar(io.BytesIO(read.stdout))


def files_in_tar(archive: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """An apk is several archives, one behind the other."""
    with tarfile.open(fileobj=archive, ignore_zeros=True) as members:
        for member in members:
            if member.isfile():
                yield member.name, members.extractfile(member).read()


def files_in_zip(file: pathlib.Path | io.BytesIO) -> Iterator[tuple[str, bytes]]:
    """A proxy of modules and a repository of jars are zips in a zip."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            yield name, content
            if pathlib.PurePath(name).suffix in ZIPS:
                yield from files_in_zip(io.BytesIO(content))
