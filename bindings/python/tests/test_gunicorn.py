from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from judging import each_charge_is_there_once, late_logins, refreshes
from waiting import PATIENCE, until

from omnifund import Session
from omnifund.testing import LocalServer

WORKERS = 8
VISITORS = 16
TOKEN_LIFE = 5
RENEWALS = 2


@pytest.fixture
def omnifund_server() -> Iterator[LocalServer]:
    with LocalServer("--access-lifetime", str(TOKEN_LIFE)) as server:
        yield server


@contextmanager
def gunicorn(log: Path) -> Iterator[str]:
    """Eight prefork workers of an application that was loaded before the fork."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        listener.set_inheritable(True)
        command = [sys.executable, "-m", "gunicorn", "--preload", "--workers", str(WORKERS)]
        command += ["--bind", f"fd://{listener.fileno()}", "--log-file", str(log)]
        command += ["--no-control-socket"] if no_control_socket_is_known() else []
        command += ["--chdir", str(Path(__file__).parent / "hosts"), "web_application:application"]
        process = subprocess.Popen(command, pass_fds=[listener.fileno()])
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            process.terminate()
            process.wait(PATIENCE)


def no_control_socket_is_known() -> bool:
    command = [sys.executable, "-m", "gunicorn", "--help"]
    return "--no-control-socket" in subprocess.run(command, capture_output=True, text=True).stdout


class Visitors:
    """Concurrent load, and what was answered."""

    def __init__(self, url: str) -> None:
        self.answers: Counter[int] = Counter()
        self.charges: Counter[int] = Counter()
        self.workers: set[str] = set()
        self.failures: list[str] = []
        self._url = url
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._visit) for _ in range(VISITORS)]

    def __enter__(self) -> Visitors:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _visit(self) -> None:
        directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while not self._enough.is_set():
            try:
                with directly.open(self._url, timeout=PATIENCE) as answer:
                    self._answered(answer.status, answer.read().decode())
            except urllib.error.HTTPError as error:
                with error:
                    self._answered(error.code, error.read().decode())

    def _answered(self, status: int, words: str) -> None:
        self.answers[status] += 1
        if status == 500:
            self.failures.append(words)
            return
        worker, charged = words.split()
        self.workers.add(worker)
        self.charges[int(charged)] += 1


def test_prefork_workers_share_a_session_that_was_opened_before_the_fork(
    omnifund_server: LocalServer, omnifund_environment: dict[str, str], tmp_path: Path
) -> None:
    session = Session.open_configured(LocalServer.username)
    session.sign_in(LocalServer.password)

    renewals = RENEWALS * (10 if os.environ.get("OMNIFUND_TORTURE") else 1)
    with gunicorn(tmp_path / "gunicorn.log") as url, Visitors(url) as visitors:
        until(
            lambda: (
                len(refreshes(omnifund_server)) >= renewals and len(visitors.workers) == WORKERS
            ),
            patience=PATIENCE + renewals * TOKEN_LIFE,
        )

    # Every answer was 200, but for tokens that by the server's record had ended.
    assert visitors.answers[401] == late_logins(omnifund_server)
    assert set(visitors.answers) <= {200, 401}, visitors.failures[:3]
    assert visitors.answers[200] > 100
    charges = each_charge_is_there_once(session, "gunicorn", visitors.charges)
    renewals = len(refreshes(omnifund_server))
    print(f"{dict(visitors.answers)}, {charges} charges by {WORKERS} workers, {renewals} renewals")
