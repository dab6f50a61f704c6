"""What is inside of what is released: the crates of each program for each platform, as the lock file has them."""

import functools
import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# The package of each program, and how it is built.
PROGRAMS = {
    "libomnifund": ["--package", "omnifund", "--features", "omnifund/capi"],
    "omnifund": ["--package", "omnifund-cli"],
    "omnifund-local": ["--package", "omnifund-local"],
}
# With what takes part in building alone, for every system there is.
SOURCE = [*PROGRAMS["libomnifund"], "--edges", "normal,build", "--target", "all"]

# What rustc calls each platform. Windows' usual names have the same crates as those of Windows 7.
PLATFORMS = {
    "linux-x64": "x86_64-unknown-linux-gnu",
    "linux-arm64": "aarch64-unknown-linux-gnu",
    "linux-armv7": "armv7-unknown-linux-gnueabihf",
    "linux-musl-x64": "x86_64-unknown-linux-musl",
    "linux-musl-arm64": "aarch64-unknown-linux-musl",
    "windows-x64": "x86_64-pc-windows-gnu",
    "windows-x86": "i686-pc-windows-gnu",
}


def cargo(*arguments: str) -> str:
    """What cargo says of this workspace, whichever target the environment would build for."""
    environment = {name: value for name, value in os.environ.items() if name != "CARGO_BUILD_TARGET"}
    command = ["cargo", *arguments, "--locked", "--quiet"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


@functools.cache
def inside(program: str, platform: str) -> frozenset[tuple[str, str]]:
    """Name and version of each crate that the program is linked from; what only takes part in building it is not."""
    linked = ["--edges", "normal,no-proc-macro", "--target", PLATFORMS[platform]]
    chosen = SOURCE if program == "source" else [*PROGRAMS[program], *linked]
    tree = cargo("tree", *chosen, "--prefix", "none", "--format", "{p}")
    crates = re.findall(r"^(\S+) v(\S+)", tree, re.MULTILINE)
    return frozenset(crate for crate in crates if crate not in own())


@functools.cache
def metadata() -> dict:
    """All that cargo knows of the workspace."""
    return json.loads(cargo("metadata", "--format-version", "1"))


@functools.cache
def described() -> dict[tuple[str, str], dict]:
    """What each crate of the lock file says of itself."""
    return {(package["name"], package["version"]): package for package in metadata()["packages"]}


@functools.cache
def dependencies() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Which crates each crate of the lock file may need, on any system."""
    names = {package["id"]: (package["name"], package["version"]) for package in metadata()["packages"]}
    return {
        names[node["id"]]: {names[needed] for needed in node["dependencies"]} for node in metadata()["resolve"]["nodes"]
    }


@functools.cache
def own() -> frozenset[tuple[str, str]]:
    """The workspace's members, which come from no registry."""
    return frozenset(crate for crate, package in described().items() if package["source"] is None)


@functools.cache
def checksums() -> dict[tuple[str, str], str]:
    """The SHA-256 of each crate, from the lock file."""
    lock = (ROOT / "Cargo.lock").read_text()
    found = re.findall(r'name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"', lock)
    return {(name, version): checksum for name, version, checksum in found}


def version() -> str:
    """Of all that is released."""
    return re.search(r'^version = "(.+)"', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]
