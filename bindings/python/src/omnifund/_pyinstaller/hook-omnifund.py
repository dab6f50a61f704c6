"""What PyInstaller can't see: the bundled library, and what is imported when it is asked for."""

from __future__ import annotations

import os

from PyInstaller.utils.hooks import collect_submodules

from omnifund._raw.library import BUNDLED

binaries = [(BUNDLED, "omnifund")] if os.path.exists(BUNDLED) else []
hiddenimports = ["_cffi_backend"]
hiddenimports += collect_submodules("omnifund", lambda name: "testing" not in name)
