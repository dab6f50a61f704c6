from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
HEADER = PACKAGE.parents[1] / "include" / "omnifund.h"
MADE = {"omnifund/_raw/_abi.py"}
BUNDLED = "omnifund/libomnifund.so.1"
LICENCES = {"LICENSE-MIT", "LICENSE-APACHE"}


def copy_package(place: Path) -> Path:
    made_here = shutil.ignore_patterns(
        ".*", "build", "*.egg-info", "__pycache__", *(Path(name).name for name in MADE)
    )
    shutil.copytree(PACKAGE, place, ignore=made_here)
    return place


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What of a checkout matters here, with a built library."""
    root = tmp_path / "checkout"
    copy_package(root / "bindings" / "python")
    (root / "include").mkdir()
    shutil.copyfile(HEADER, root / "include" / "omnifund.h")
    for licence in LICENCES:
        shutil.copyfile(HEADER.parents[1] / licence, root / licence)
    (root / "target" / "release").mkdir(parents=True)
    library = root / "target" / "release" / "libomnifund.so"
    shutil.copyfile(os.environ["OMNIFUND_LIBRARY"], library)
    return root


def run(*command: str, cwd: Path, fails: bool = False, **more: str) -> str:
    variables = {**os.environ, "PWD": str(cwd), "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}
    variables.pop("CARGO_TARGET_DIR", None)
    variables.pop("OMNIFUND_LIBRARY")
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True)
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def pip_wheel(source: str, cwd: Path, to: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps"]
    run(*pip, "--wheel-dir", str(to), source, cwd=cwd)
    (wheel,) = to.glob("*.whl")
    return wheel


def test_a_wheel_from_the_checkout_carries_the_library_and_works_without_another(
    checkout: Path, tmp_path: Path
) -> None:
    wheel = pip_wheel("./bindings/python", checkout, tmp_path / "wheels")
    assert wheel.name.split("-")[2:4] == ["py3", "none"]
    assert wheel.stem.split("-")[4].startswith("linux_")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names > MADE | {"omnifund/_raw/_constants.py", "omnifund/_raw/_signatures.py"}
    assert names > {BUNDLED, "omnifund/py.typed", "omnifund/testing/fixtures.py"}
    assert not [name for name in names if name.startswith(("tests", "setup"))]
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--target", str(installed)]
    run(*pip, str(wheel), cwd=tmp_path)
    program = "import omnifund; print(omnifund.library_path)"
    found = run(sys.executable, "-c", program, cwd=tmp_path, PYTHONPATH=str(installed))
    assert found.strip() == str(installed / BUNDLED)


def test_the_readmes_deploy_builds_a_wheel_and_installs_it(checkout: Path, tmp_path: Path) -> None:
    readme = (PACKAGE / "README.md").read_text()
    deploy = readme.partition("\n## Deploy\n")[2].partition("```sh\n")[2].partition("```")[0]
    programs = tmp_path / "programs"
    programs.mkdir()
    # No network is needed; the library is built, and the target machine is a directory.
    (programs / "make").write_text("#!/bin/sh\n")
    (programs / "pip").write_text(
        f"#!/bin/sh\nkind=$1; shift\n"
        f'if [ $kind = wheel ]; then set -- --no-build-isolation "$@"; fi\n'
        f'if [ $kind = install ]; then set -- --no-deps --target {tmp_path}/machine "$@"; fi\n'
        f'exec "{sys.executable}" -m pip $kind "$@"\n'
    )
    for one in programs.iterdir():
        one.chmod(0o755)
    run("sh", "-euc", deploy, cwd=checkout, PATH=f"{programs}:{os.environ['PATH']}")
    program = "import omnifund; print(omnifund.library_path)"
    machine = tmp_path / "machine"
    found = run(sys.executable, "-c", program, cwd=tmp_path, PYTHONPATH=str(machine))
    assert found.strip() == str(machine / BUNDLED)


def test_pyinstaller_makes_a_program_that_brings_the_library_with_it(
    checkout: Path, tmp_path: Path
) -> None:
    pytest.importorskip("PyInstaller")
    wheel = pip_wheel("./bindings/python", checkout, tmp_path / "wheels")
    # Of the wheel alone, with the hook that it brings.
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--target", str(installed)]
    run(*pip, str(wheel), cwd=tmp_path)
    till = tmp_path / "till.py"
    till.write_text("import omnifund; print(omnifund.library_path, omnifund.Store.open_memory())\n")
    freeze = [sys.executable, "-m", "PyInstaller", "--onedir", "--log-level", "WARN", str(till)]
    run(*freeze, cwd=tmp_path, PYTHONPATH=str(installed))
    said = run(str(tmp_path / "dist" / "till" / "till"), cwd=tmp_path)
    assert said.startswith(f"{tmp_path / 'dist' / 'till'}/")
    assert said.endswith(f"{BUNDLED} <omnifund.Store>\n")


def test_without_a_built_library_the_wheel_is_for_any_platform(
    checkout: Path, tmp_path: Path
) -> None:
    # A build folder of before still holds the library.
    pip_wheel("./bindings/python", checkout, tmp_path / "before")
    shutil.rmtree(checkout / "target")
    wheel = pip_wheel("./bindings/python", checkout, tmp_path / "wheels")
    assert wheel.name.endswith("-py3-none-any.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names > MADE
    assert BUNDLED not in names


def test_an_installer_that_copies_the_package_first_still_finds_header_and_library(
    checkout: Path, tmp_path: Path
) -> None:
    # As pip did before 21.3: started in the checkout, it builds a copy in another place.
    copy = copy_package(tmp_path / "elsewhere" / "pip-req-build")
    backend = "import setuptools.build_meta as b, sys; b.build_wheel(sys.argv[1])"
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    command = [sys.executable, "-c", backend, str(wheels)]
    run(*command, cwd=copy, PWD=str(checkout / "bindings"))
    (wheel,) = wheels.glob("*.whl")
    assert set(zipfile.ZipFile(wheel).namelist()) > MADE | {BUNDLED}


def test_a_source_distribution_carries_header_and_licences_and_builds_anywhere(
    checkout: Path, tmp_path: Path
) -> None:
    package = checkout / "bindings" / "python"
    backend = "import setuptools.build_meta as b, sys; b.build_sdist(sys.argv[1])"
    run(sys.executable, "-c", backend, str(tmp_path), cwd=package)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {"omnifund.h", "header_to_python.py", "src/omnifund/py.typed", *LICENCES} < names
    assert not {f"src/{name}" for name in MADE} & names
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    wheel = pip_wheel(str(archive), elsewhere, tmp_path / "wheels")
    assert wheel.name.endswith("-py3-none-any.whl")
    built = set(zipfile.ZipFile(wheel).namelist())
    assert built > MADE
    assert {name.rpartition("/")[2] for name in built} > LICENCES


def test_without_a_header_the_build_says_what_to_do(tmp_path: Path) -> None:
    copy = copy_package(tmp_path / "alone")
    command = [sys.executable, "header_to_python.py", str(tmp_path / "made")]
    assert "start the installer in the checkout" in run(*command, cwd=copy, fails=True)
