"""Tests wait for conditions, and not for time."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Longer than anything here takes on the slowest machine; reached only where a test fails.
PATIENCE = 60


def until(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "the condition was never met"
        time.sleep(0.005)
