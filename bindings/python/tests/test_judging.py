"""The judge of the tests with crowds: it excuses a 401 for a token that came too late, and nothing
else.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from judging import late_logins, refreshes
from waiting import PATIENCE, until

import omnifund
from omnifund.testing import LocalServer

Change = Callable[[LocalServer], object]


def log_in_after(
    change: Change, server: LocalServer, client: omnifund.Client, session: omnifund.Session
) -> None:
    """A login that was held up, with its token, while something happened to the server."""
    token = session.token().access_token
    client.token_login(token)
    change(server)
    with pytest.raises(omnifund.OmnifundError):
        client.token_login(token)


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda server: server.expire("access"), id="it was ended"),
        pytest.param(lambda server: server.control("PUT", "/clock", {"offset": 3601}), id="late"),
    ],
)
def test_a_token_that_came_after_its_end_is_excused(
    end: Change,
    omnifund_server: LocalServer,
    omnifund_client: omnifund.Client,
    omnifund_session: omnifund.Session,
) -> None:
    log_in_after(end, omnifund_server, omnifund_client, omnifund_session)
    assert [one["status"] for one in omnifund_server.logins()] == [200, 401]
    assert late_logins(omnifund_server) == 1


def test_a_token_that_ended_before_a_busy_server_looked_at_it_is_excused(
    omnifund_server: LocalServer,
    omnifund_client: omnifund.Client,
    omnifund_session: omnifund.Session,
) -> None:
    omnifund_server.misbehave({"at": "login", "delay_ms": 3000})
    token = omnifund_session.token().access_token
    with ThreadPoolExecutor(1) as thread:
        login = thread.submit(omnifund_client.token_login, token)
        until(lambda: omnifund_server.faults()[0]["used"])
        omnifund_server.expire("access")
        with pytest.raises(omnifund.OmnifundError):
            login.result(PATIENCE)
    (refused,) = omnifund_server.logins()
    assert refused["arrived_ms"] < refused["expires_ms"]
    assert late_logins(omnifund_server) == 1


def refuse_all(server: LocalServer) -> None:
    server.control("PUT", "/login", {"refuse_all": True})


def answer(status: int) -> Change:
    return lambda server: server.misbehave({"at": "login", "status": status})


def forget(server: LocalServer) -> None:
    server.revoke("access")


def end_and_fail(server: LocalServer) -> None:
    server.expire("access")
    answer(500)(server)


@pytest.mark.parametrize("change", [refuse_all, answer(401), answer(500), forget, end_and_fail])
def test_nothing_else_is_excused(
    change: Change,
    omnifund_server: LocalServer,
    omnifund_client: omnifund.Client,
    omnifund_session: omnifund.Session,
) -> None:
    log_in_after(change, omnifund_server, omnifund_client, omnifund_session)
    with pytest.raises(AssertionError, match="refused without need"):
        late_logins(omnifund_server)


def test_a_refresh_token_that_was_presented_twice_is_found(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    pair = omnifund_client.password_grant(omnifund_server.username, omnifund_server.password)
    assert pair.refresh_token is not None
    omnifund_client.refresh_grant(pair.refresh_token)
    assert len(refreshes(omnifund_server)) == 1
    with pytest.raises(omnifund.SignInRequired):
        omnifund_client.refresh_grant(pair.refresh_token)
    with pytest.raises(AssertionError, match="presented twice"):
        refreshes(omnifund_server)
