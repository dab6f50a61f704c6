from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from waiting import PATIENCE, until

from omnifund import Session
from omnifund.testing import LocalServer

PROGRAM = Path(__file__).with_name("hosts") / "ending.py"


@pytest.mark.parametrize("way", ["end", "exit", "with", "_exit", "thread"])
def test_a_program_that_ends_while_a_thread_refreshes_waits_for_the_pair(
    omnifund_server: LocalServer, open_session: Callable[[], Session], way: str
) -> None:
    session = open_session()
    omnifund_server.misbehave({"at": "token", "delay_reply_ms": 400, "times": 1})
    program = subprocess.Popen([sys.executable, str(PROGRAM), way], stdin=subprocess.PIPE)
    until(lambda: bool(omnifund_server.faults()[0]["used"]))
    program.communicate(timeout=PATIENCE)
    assert program.returncode == 0
    # The next process presents the new refresh token.
    session.refresh()
    assert [one["status"] for one in omnifund_server.exchanges()] == [200, 200, 200]


def test_no_exchange_is_started_where_the_program_has_said_that_it_ends(
    open_session: Callable[[], Session],
) -> None:
    open_session()
    program = (
        "import omnifund\n"
        "session = omnifund.Session.open_configured('omnifund_user')\n"
        "assert omnifund.end_exchanges(1) == 0\n"
        "session.token()\n"
        "try:\n"
        "    session.refresh()\n"
        "except omnifund.TryLater as error:\n"
        "    assert error.code == omnifund.Code.STORE_BUSY\n"
        "else:\n"
        "    raise AssertionError('it was started')\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=PATIENCE)


def test_close_waits_for_the_calls_of_other_threads(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_server.misbehave({"at": "token", "delay_ms": 300, "times": 1})
    refresh = threading.Thread(target=omnifund_session.refresh)
    refresh.start()
    until(lambda: bool(omnifund_server.faults()[0]["used"]))
    omnifund_session.close()
    assert omnifund_server.exchanges()[-1]["answered_ms"] is not None
    refresh.join(PATIENCE)
