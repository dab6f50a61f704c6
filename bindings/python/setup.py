"""What pyproject.toml can't say: Python made from the header, and the built library in the
wheel.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Optional

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import header_to_python  # noqa: E402

BUNDLED = "libomnifund.so.1"


def built_library() -> Optional[Path]:
    """The library that `make lib` built, where it did. Without one the package uses the
    system's.
    """
    targets = [root / "target" for root in header_to_python.roots()]
    if "CARGO_TARGET_DIR" in os.environ:
        targets.insert(0, Path(os.environ["CARGO_TARGET_DIR"]))
    libraries = (target / "release" / "libomnifund.so" for target in targets)
    return next((library for library in libraries if library.exists()), None)


class BuildPackage(build_py):
    def run(self) -> None:
        super().run()
        if self.editable_mode:
            # The checkout's own folder: the library is found by OMNIFUND_LIBRARY, always the
            # newest.
            header_to_python.make(HERE / "src" / "omnifund" / "_raw")
            return
        package = Path(self.build_lib) / "omnifund"
        header_to_python.make(package / "_raw")
        # A build folder may be left from another time.
        bundled = package / BUNDLED
        bundled.unlink(missing_ok=True)
        library = built_library()
        if library is not None:
            shutil.copyfile(library, bundled)


class BuildWheel(bdist_wheel):
    """For any Python 3: cffi's ABI mode compiles nothing. For one platform, where it carries the
    library.
    """

    def get_tag(self) -> tuple[str, str, str]:
        platform = super().get_tag()[2]
        return "py3", "none", platform


class BuildSource(sdist):
    """Carries the header and the licences, which lie above this folder."""

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        super().make_release_tree(base_dir, files)
        header = header_to_python.find_header()
        shutil.copyfile(header, Path(base_dir) / "omnifund.h")
        # An sdist has its own already.
        if header.parent != HERE:
            for licence in header.parent.parent.glob("LICENSE-*"):
                shutil.copyfile(licence, Path(base_dir) / licence.name)


class Package(Distribution):
    def has_ext_modules(self) -> bool:
        return built_library() is not None


setup(
    distclass=Package,
    cmdclass={"build_py": BuildPackage, "bdist_wheel": BuildWheel, "sdist": BuildSource},
)
