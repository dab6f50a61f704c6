from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from waiting import PATIENCE

#: Runs in a process of its own, where nothing else uses memory.
PROGRAM = """
import gc, os, sys
import omnifund

PAGE = os.sysconf("SC_PAGE_SIZE")

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * PAGE

def rounds(count):
    for _ in range(count):
        with omnifund.Session.open_configured("omnifund_user") as session:
            session.token()
            session.peek()
            session.status()
        try:
            nobody.token()
        except omnifund.SignInRequired:
            pass

nobody = omnifund.Session.open_configured("nobody")
rounds(2_000)
before = resident()
rounds(int(sys.argv[1]))
print(resident() - before)
"""
ROUNDS = 20_000
#: A leak of a hundred bytes a round would be twice that.
FLAT = 1024 * 1024


def test_memory_stays_flat_over_many_rounds_of_open_token_and_close(
    omnifund_environment: dict[str, str], open_session: object, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", PROGRAM, str(ROUNDS)]
    # It computes all the time, which a busy machine shares out.
    done = subprocess.run(command, capture_output=True, text=True, timeout=10 * PATIENCE)
    assert done.returncode == 0, done.stderr
    print(f"{done.stdout.strip()} bytes more after {ROUNDS} rounds")
    assert int(done.stdout) < FLAT
