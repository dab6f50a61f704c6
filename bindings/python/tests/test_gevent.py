from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from waiting import PATIENCE

PROGRAM = Path(__file__).parent / "hosts" / "gevent_program.py"


def test_gevents_hub_runs_on_while_greenlets_wait_for_a_slow_server(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, PROGRAM, tmp_path / "store"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "the token was waited for by 50, and the hub ran",
        "the token login was waited for by 1, and the hub ran",
        "a greenlet was killed, and the new token was kept",
        "a forked child refreshed",
    ]
