"""What is in each file of dist/, by its name: which programs, for which platforms."""

import io
import pathlib
import re
import shutil
import subprocess
import tarfile
import zipfile

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


def names_within(file: pathlib.Path) -> list[str] | None:
    """The files in a package, and in those that it holds; nothing where this machine can't look into it."""
    if file.suffix in ZIPS:
        return names_in_zip(file)
    if file.suffix == ".gem":
        with tarfile.open(file) as outer:
            return tarfile.open(fileobj=outer.extractfile("data.tar.gz")).getnames()
    if file.suffix in {".gz", ".tgz", ".apk"}:
        # An apk is several archives, one behind the other.
        with tarfile.open(file, ignore_zeros=True) as archive:
            return archive.getnames()
    lister = {".deb": ["dpkg-deb", "--contents"], ".rpm": ["rpm", "--query", "--list", "--package"]}.get(file.suffix)
    if not lister or not shutil.which(lister[0]):
        return None
    return subprocess.run([*lister, file], capture_output=True, check=True, text=True).stdout.splitlines()


def names_in_zip(file: pathlib.Path | io.BytesIO) -> list[str]:
    """A proxy of modules and a repository of jars are zips in a zip."""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        within = [name for name in names if pathlib.PurePath(name).suffix in ZIPS]
        return names + [inner for name in within for inner in names_in_zip(io.BytesIO(archive.read(name)))]
