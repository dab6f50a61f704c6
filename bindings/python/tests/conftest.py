"""What the tests share. Library and local server are the checkout's, unless variables say
others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from api import Api

ROOT = Path(__file__).resolve().parents[3]
TARGET = ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
os.environ.setdefault("OMNIFUND_LIBRARY", str(TARGET / "release" / "libomnifund.so"))
os.environ.setdefault("OMNIFUND_LOCAL", str(TARGET / "debug" / "omnifund-local"))
# A developer's own settings are no part of a test.
for name in [name for name in os.environ if name.startswith("OMNIFUND_")]:
    if name not in ("OMNIFUND_LIBRARY", "OMNIFUND_LOCAL"):
        del os.environ[name]

pytest_plugins = ["omnifund.testing.fixtures", "pytester"]


@pytest.fixture
def api() -> Iterator[Api]:
    with Api() as api:
        yield api


@pytest.fixture
def open_session(omnifund_environment: dict[str, str]) -> Callable[[], object]:
    """Opens the user's session in the store on disk, where somebody has signed in."""
    import omnifund
    from omnifund.testing import LocalServer

    def opened() -> omnifund.Session:
        return omnifund.Session.open_configured(LocalServer.username)

    opened().sign_in(LocalServer.password)
    return opened
