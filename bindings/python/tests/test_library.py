from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import omnifund
from omnifund._raw import library

PROGRAM = "import omnifund; print(omnifund.library_path)"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Where the package lies without a library, though the one that is tested may carry one."""
    without = shutil.ignore_patterns(library.NAME, "__pycache__")
    shutil.copytree(Path(omnifund.__file__).parent, tmp_path / "omnifund", ignore=without)
    return tmp_path


def imported(package: Path, named: str | None, **more: str) -> tuple[str, str]:
    """What another Python says when it imports the package."""
    variables = {**os.environ, "PYTHONPATH": str(package), **more}
    variables.pop("OMNIFUND_LIBRARY")
    if named is not None:
        variables["OMNIFUND_LIBRARY"] = named
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, env=variables, capture_output=True, text=True)
    return done.stdout.strip(), done.stderr


def test_the_library_and_the_package_have_one_version() -> None:
    assert omnifund.library_version() == omnifund.__version__


def test_the_variable_names_the_library(package: Path) -> None:
    named = os.environ["OMNIFUND_LIBRARY"]
    assert imported(package, named)[0] == named


def test_without_the_variable_it_is_the_systems(package: Path) -> None:
    shutil.copyfile(os.environ["OMNIFUND_LIBRARY"], package / library.NAME)
    assert imported(package, None, LD_LIBRARY_PATH=str(package))[0] == library.NAME


def test_a_bundled_library_comes_first(package: Path) -> None:
    bundled = package / "omnifund" / library.NAME
    shutil.copyfile(os.environ["OMNIFUND_LIBRARY"], bundled)
    assert imported(package, "/no/such/library")[0] == str(bundled)


def test_a_library_that_is_not_there_is_an_import_error_that_says_where_it_was_looked_for(
    package: Path,
) -> None:
    error = imported(package, "/no/such/library")[1]
    assert "ImportError: omnifund: cannot load /no/such/library (named by" in error
    assert "OMNIFUND_LIBRARY" in error
    assert "pip install --force-reinstall --only-binary omnifund omnifund" in error
    assert "run `make lib` in libomnifund's checkout" in error


def test_on_a_system_that_there_is_no_library_for_the_import_says_which_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(ImportError, match="for Linux and Windows, and this is darwin"):
        library.load()


def test_a_library_of_another_abi_is_refused_with_both_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(library, "ABI", 2)
    with pytest.raises(ImportError, match="has ABI 1, and this package needs ABI 2") as raised:
        library.load()
    assert library.path in str(raised.value)


def test_a_library_that_lacks_a_function_is_called_too_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Old:
        def omnifund_abi_version(self) -> int:
            return library.ABI

        def __dir__(self) -> list[str]:
            return ["omnifund_abi_version", "omnifund_version"]

        def __getattr__(self, name: str) -> object:
            raise library.ffi.error(f"symbol {name!r} not found")

    old = SimpleNamespace(dlopen=lambda _name: Old(), error=library.ffi.error)
    monkeypatch.setattr(library, "ffi", old)
    with pytest.raises(ImportError, match=r"has no omnifund_version: it is older"):
        library.load()


def test_another_library_is_no_libomnifund(package: Path) -> None:
    error = imported(package, "libc.so.6")[1]
    assert "libc.so.6 (named by the environment variable" in error
    assert "OMNIFUND_LIBRARY) is no libomnifund" in error
