from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from celery_load import PROCESSES, load
from judging import each_charge_is_there_once, late_logins, refreshes

import omnifund
from omnifund import Session
from omnifund.testing import LocalServer

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


@pytest.mark.usefixtures("omnifund_environment")
def test_a_prefork_pool_shares_a_session_that_was_opened_before_the_fork(
    omnifund_server: LocalServer, tmp_path: Path
) -> None:
    session = Session.open_configured(LocalServer.username)
    session.sign_in(LocalServer.password)
    seen = load(tmp_path, ENDS)
    # Every answer was 200, but for tokens that by the server's record had ended.
    assert seen.logins[401] == late_logins(omnifund_server)
    assert set(seen.logins) <= {200, 401}
    assert len(seen.processes) == PROCESSES
    each_charge_is_there_once(session, "celery", seen.charges)
    assert len(refreshes(omnifund_server)) >= ENDS
