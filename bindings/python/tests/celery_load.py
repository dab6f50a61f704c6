"""A Celery worker's pool under load: its processes share a session that was opened before the fork,
and charge and log in with it over several ends of its token.

    celery_load.py FOLDER ENDS

prints what it has seen, as JSON; settings and store come from the environment.
"""

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
from typing import NamedTuple

from celery import Celery
from waiting import PATIENCE, until

PROCESSES = 4


class Seen(NamedTuple):
    """The processes that took tasks, and how often logins and charges were answered with which
    status.
    """

    processes: set[int]
    logins: Counter[int]
    charges: Counter[int]


def settings(folder: Path) -> dict[str, object]:
    """Of Celery: its queue and its results lie in folders, and no service is needed."""
    for name in ("queue", "results"):
        (folder / name).mkdir()
    queue = str(folder / "queue")
    return {
        "broker_url": "filesystem://",
        "broker_transport_options": {
            "data_folder_in": queue,
            "data_folder_out": queue,
            "control_folder": str(folder / "control"),
            "polling_interval": 0.05,
        },
        "result_backend": f"file://{folder / 'results'}",
        "worker_enable_remote_control": False,
    }


def written(folder: Path) -> int:
    """A result is written at once into an empty file."""
    results = (folder / "results").glob("celery-task-meta-*")
    return sum(one.stat().st_size > 0 for one in results)


@contextmanager
def worker(told: dict[str, object], log: Path) -> Iterator[None]:
    """A worker whose pool forks after the application was loaded. It is killed with its pool, since
    it takes five seconds to end by itself.
    """
    command = [sys.executable, "-m", "celery", "--app", "celery_application"]
    command += ["--workdir", str(Path(__file__).parent / "hosts"), "worker", "--pool", "prefork"]
    command += ["--concurrency", str(PROCESSES), "--without-gossip", "--without-mingle"]
    environment = {**os.environ, "CELERY_SETTINGS": json.dumps(told)}
    with log.open("w") as file:
        process = subprocess.Popen(
            command, env=environment, stdout=file, stderr=file, start_new_session=True
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)


def load(folder: Path, ends: int) -> Seen:
    """Each task waits for an end of the token, so many in each of the processes."""
    told = settings(folder)
    app = Celery(set_as_current=False)
    app.conf.update(told)
    # All are queued before anybody takes one, since a file that is just being written would be
    # taken, too.
    tasks = [app.send_task("log_in_until_renewed") for _ in range(PROCESSES * ends)]
    with worker(told, folder / "celery.log"):
        until(lambda: written(folder) == len(tasks), patience=PATIENCE * (1 + ends / 4))
    seen = Seen(set(), Counter(), Counter())
    for process, logins, charges in (task.get(timeout=PATIENCE) for task in tasks):
        seen.processes.add(process)
        # JSON has no numbers for keys.
        seen.logins.update({int(status): times for status, times in logins.items()})
        seen.charges.update({int(status): times for status, times in charges.items()})
    return seen


if __name__ == "__main__":
    seen = load(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({"logins": seen.logins, "charges": seen.charges}))
