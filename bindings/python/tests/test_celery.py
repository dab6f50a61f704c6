from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import Celery
from judging import each_charge_is_there_once, late_logins, refreshes
from waiting import PATIENCE, until

import omnifund
from omnifund import Session
from omnifund.testing import LocalServer

PROCESSES = 4
TOKEN_LIFE = 2
ENDS = 20 if os.environ.get("OMNIFUND_TORTURE") else 3


@pytest.fixture
def omnifund_server() -> Iterator[LocalServer]:
    with LocalServer("--access-lifetime", str(TOKEN_LIFE)) as server:
        yield server


def test_an_error_of_a_task_is_itself_where_results_are_json() -> None:
    error = omnifund.SignInRequired("what", code=600, outcome=1, http_status=400)
    backend = Celery("till", backend="cache+memory://").backend
    kept = json.loads(json.dumps(backend.prepare_exception(error, "json")))
    again = backend.exception_to_python(kept)
    assert type(again) is omnifund.SignInRequired
    assert (str(again), vars(again)) == (str(error), vars(error))


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(tmp_path: Path, results: Path) -> dict[str, object]:
    """Of Celery: its queue and its results lie in folders, and no service is needed."""
    queue = tmp_path / "queue"
    queue.mkdir()
    queued = {"data_folder_in": str(queue), "data_folder_out": str(queue)}
    return {
        "broker_url": "filesystem://",
        "broker_transport_options": {
            **queued,
            "control_folder": str(tmp_path / "control"),
            "polling_interval": 0.05,
        },
        "result_backend": f"file://{results}",
        "worker_enable_remote_control": False,
    }


def written(results: Path) -> list[Path]:
    """A result is written at once into an empty file."""
    return [one for one in results.glob("celery-task-meta-*") if one.stat().st_size > 0]


@contextmanager
def worker(settings: dict[str, object], log: Path) -> Iterator[None]:
    """A worker whose pool forks after the application was loaded. It is killed with its pool, since
    it takes five seconds to end by itself.
    """
    command = [sys.executable, "-m", "celery", "--app", "celery_application"]
    command += ["--workdir", str(Path(__file__).parent / "hosts"), "worker", "--pool", "prefork"]
    command += ["--concurrency", str(PROCESSES), "--without-gossip", "--without-mingle"]
    environment = {**os.environ, "CELERY_SETTINGS": json.dumps(settings)}
    with log.open("w") as file:
        process = subprocess.Popen(
            command, env=environment, stdout=file, stderr=file, start_new_session=True
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)


def test_a_prefork_pool_shares_a_session_that_was_opened_before_the_fork(
    omnifund_server: LocalServer,
    omnifund_environment: dict[str, str],
    settings: dict[str, object],
    results: Path,
    tmp_path: Path,
) -> None:
    session = Session.open_configured(LocalServer.username)
    session.sign_in(LocalServer.password)
    app = Celery(set_as_current=False)
    app.conf.update(settings)
    # Each waits for an end of a token, in each of the processes. All are queued before anybody
    # takes one, since a file that is just being written would be taken, too.
    tasks = [app.send_task("log_in_until_renewed") for _ in range(PROCESSES * ENDS)]

    with worker(settings, tmp_path / "celery.log"):
        until(
            lambda: len(written(results)) == len(tasks),
            patience=PATIENCE + 2 * ENDS * TOKEN_LIFE,
        )

    answers: Counter[str] = Counter()
    charges: Counter[int] = Counter()
    done = [task.get(timeout=PATIENCE) for task in tasks]
    for _, statuses, charged in done:
        answers.update(statuses)
        charges.update({int(status): times for status, times in charged.items()})
    # Every answer was 200, but for tokens that by the server's record had ended.
    assert answers.pop("401", 0) == late_logins(omnifund_server)
    assert set(answers) == {"200"}
    assert len({process for process, *_ in done}) == PROCESSES
    each_charge_is_there_once(session, "celery", charges)
    assert len(refreshes(omnifund_server)) >= ENDS
