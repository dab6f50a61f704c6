from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from waiting import PATIENCE, until

import omnifund
from omnifund import Session, Store
from omnifund.testing import LocalServer


def met(server: LocalServer) -> bool:
    """Whether a request is in the hands of the first fault."""
    return bool(server.faults()[0]["used"])


@pytest.mark.parametrize(
    ("at", "call"),
    [
        ("token", lambda session: session.refresh()),
        ("token", lambda session: session.sign_in(LocalServer.password)),
        ("login", lambda session: session.token_login()),
    ],
)
def test_other_threads_run_on_while_a_call_waits_for_the_server(
    omnifund_server: LocalServer,
    omnifund_session: Session,
    at: str,
    call: Callable[[Session], Any],
) -> None:
    events: list[str] = []

    def other() -> None:
        # Each of these lines needs the GIL.
        until(lambda: met(omnifund_server))
        events.append("the other thread ran")

    omnifund_server.misbehave({"at": at, "delay_ms": 1500, "times": 1})
    thread = threading.Thread(target=other)
    thread.start()
    call(omnifund_session)
    events.append("the call ended")
    thread.join(PATIENCE)
    assert events == ["the other thread ran", "the call ended"]


def test_other_threads_get_the_live_token_while_one_refreshes(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    token = omnifund_session.token()
    omnifund_server.misbehave({"at": "token", "delay_ms": 1000, "times": 1})
    thread = threading.Thread(target=omnifund_session.refresh)
    thread.start()
    until(lambda: met(omnifund_server))
    assert omnifund_session.peek() == token
    assert omnifund_session.token() == token
    thread.join(PATIENCE)
    assert omnifund_session.token() != token


def test_sixteen_threads_with_one_refused_token_make_one_refresh(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    token = omnifund_session.token().access_token
    omnifund_server.expire("access")
    together = threading.Barrier(16)

    def work(_number: int) -> str:
        together.wait(PATIENCE)
        omnifund_session.reject(token)
        return omnifund_session.token().access_token

    with ThreadPoolExecutor(16) as threads:
        renewed = set(threads.map(work, range(16)))
    assert len(renewed) == 1
    assert token not in renewed
    assert [one["grant"] for one in omnifund_server.exchanges()] == ["password", "refresh_token"]


def test_a_session_that_is_closed_under_a_call_lets_it_end_in_peace(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_server.misbehave({"at": "token", "delay_ms": 500, "times": 1})
    with ThreadPoolExecutor(1) as threads:
        refresh = threads.submit(omnifund_session.refresh)
        until(lambda: met(omnifund_server))
        omnifund_session.close()
        assert refresh.result(PATIENCE) is None
    with pytest.raises(ValueError, match="closed"):
        omnifund_session.token()


def test_threads_may_share_a_config(omnifund_server: LocalServer) -> None:
    config = omnifund_server.config()

    def change(number: int) -> omnifund.Client:
        config.change(base_url=omnifund_server.base_url, connect_timeout=1 + number % 5)
        return omnifund.Client(config)

    with ThreadPoolExecutor(8) as threads:
        clients = list(threads.map(change, range(400)))
    session = Session.open(clients[-1], Store.open_memory(), omnifund_server.username)
    session.sign_in(omnifund_server.password)
