"""A program of gevent's: its greenlets go on while others wait for a slow server. It prints what
happened, in order.
"""

from gevent import monkey

monkey.patch_all()

import os
import signal
import sys
from collections.abc import Callable
from unittest import mock

import gevent
from gevent import threadpool

import omnifund
from omnifund.testing import LocalServer

WAITERS = 50


def main() -> None:
    with LocalServer() as server:
        client = omnifund.Client(server.config())
        store = omnifund.Store.open_file(sys.argv[1])
        session = omnifund.Session.open(client, store, server.username)
        session.sign_in(server.password)
        token = session.token().access_token
        alive(session)
        session.reject(token)
        slow(server, "the token", lambda: session.token(), WAITERS)
        slow(server, "the token login", lambda: session.token_login(), 1, at="login")
        assert session.token().access_token != token
        assert len(server.exchanges()) == 2, server.exchanges()
        given_up(server, session)
        forked(session)


def alive(session: omnifund.Session) -> None:
    """A live token is given on the greenlet that asked: no thread of the pool is used."""
    with mock.patch.object(threadpool.ThreadPool, "apply") as apply:
        session.token()
        assert not apply.called
        session.refresh()
        assert apply.called


def slow(
    server: LocalServer, what: str, call: Callable[[], object], callers: int, at: str = "token"
) -> None:
    server.misbehave({"at": at, "delay_ms": 1000, "times": 1})
    events: list[str] = []

    def other() -> None:
        while not server.faults()[0]["used"]:
            gevent.sleep(0.005)
        events.append("the hub ran")

    def caller() -> None:
        call()
        events.append("answered")

    gevent.joinall([gevent.spawn(other), *(gevent.spawn(caller) for _ in range(callers))], 60, True)
    assert events == ["the hub ran"] + ["answered"] * callers, events
    print(f"{what} was waited for by {callers}, and the hub ran")


def given_up(server: LocalServer, session: omnifund.Session) -> None:
    """A greenlet that waits no longer leaves at once, and what the exchange brings is kept."""
    before = session.token()
    server.misbehave({"at": "token", "delay_ms": 1000, "times": 1})
    waiter = gevent.spawn(session.refresh)
    while not server.faults()[0]["used"]:
        gevent.sleep(0.005)
    waiter.kill()
    assert session.token() == before
    while session.token() == before:
        gevent.sleep(0.005)
    print("a greenlet was killed, and the new token was kept")


def forked(session: omnifund.Session) -> None:
    """A child has a pool of its own, though its parent's was in use."""
    before = session.token()
    child = os.fork()
    if child == 0:
        # Where it hangs it must not outlive the test.
        signal.alarm(30)
        try:
            session.refresh()
            os._exit(0 if session.token() != before else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    session.reject(before.access_token)
    assert session.token() != before
    print("a forked child refreshed")


main()
