"""Whether apk packages are what apk reads: two gzip streams, of which the first tells of the second by its hash, with the
names and needs that Alpine's programs have.

    apk.py VERSION FILE...
"""

import hashlib
import io
import sys
import tarfile
import zlib


def streams(content):
    """The gzip streams of a file, with what is in each."""
    while content:
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        inside = stream.decompress(content)
        yield content[: len(content) - len(stream.unused_data)], inside
        content = stream.unused_data


def fields(control):
    """What .PKGINFO says, each name with its values."""
    # Its tar has no end, as the next one follows.
    with tarfile.open(fileobj=io.BytesIO(control + bytes(1024))) as archive:
        lines = archive.extractfile(".PKGINFO").read().decode().splitlines()
    told = {}
    for line in lines:
        if line and not line.startswith("#"):
            name, _, value = line.partition(" = ")
            told.setdefault(name, []).append(value)
    return told


def must(holds, path, what):
    if not holds:
        raise SystemExit(f"{path}: {what}")


def look_at(path, version):
    with open(path, "rb") as file:
        (_, control), (packed, data) = streams(file.read())
    told = fields(control)
    must(told["datahash"] == [hashlib.sha256(packed).hexdigest()], path, "another hash")
    must(told["pkgver"] == [f"{version}-r0"], path, f"version {told['pkgver']}")
    (machine,), (name,) = told["arch"], told["pkgname"]
    must(machine in ("x86_64", "aarch64") and path.endswith(f"_{machine}.apk"), path, machine)
    needs, gives = told.get("depend", []), told.get("provides", [])
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        files = {member.name.lstrip("./") for member in archive if not member.isdir()}
    must(all(name.startswith("usr/") for name in files), path, f"files elsewhere: {files}")
    if name == "libomnifund":
        must(f"so:libomnifund.so.1={version}" in gives, path, f"gives {gives}")
        must({"usr/lib/libomnifund.so.1", f"usr/lib/libomnifund.so.{version}"} <= files, path, "files")
    if name == "libomnifund-dev":
        must(f"libomnifund={version}-r0" in needs, path, f"needs {needs}")
        must("usr/include/omnifund.h" in files, path, "no header")
    else:
        must(f"so:libc.musl-{machine}.so.1" in needs, path, f"needs {needs}")
    return name, machine


def main():
    version, *paths = sys.argv[1:]
    seen = {look_at(path, version) for path in paths}
    for name in ("libomnifund", "libomnifund-dev", "omnifund", "omnifund-local"):
        must(any(name == other for other, _ in seen), paths, f"{name} is missing")


main()
