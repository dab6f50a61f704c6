"""A session keeps the token that it handed out, until it may have ended."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import pytest
from waiting import PATIENCE

import omnifund
from omnifund import Session, Store, Token, _session
from omnifund.testing import LocalServer


@pytest.fixture
def hot(omnifund_session: Session) -> Session:
    assert omnifund_session.token() is omnifund_session.token()
    return omnifund_session


def test_asking_again_makes_no_call_of_the_library(
    hot: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_session, "lib", None)
    assert hot.token() is hot.peek()


def test_another_handle_on_the_session_ends_it(
    hot: Session, open_session: Callable[[], Session]
) -> None:
    first, second = open_session(), open_session()
    kept = first.token()
    assert first.token() is kept
    second.reject(kept.access_token)
    assert first.token().access_token != kept.access_token


ENDS: list[Callable[[Session], Any]] = [
    lambda session: session.refresh(),
    lambda session: session.reject(session.token().access_token),
    lambda session: session.sign_in(LocalServer.password),
]


@pytest.mark.parametrize("end", ENDS)
def test_whatever_ends_it_in_another_thread_ends_it_here_at_once(
    hot: Session, end: Callable[[Session], Any]
) -> None:
    kept = hot.token()
    thread = threading.Thread(target=end, args=(hot,))
    thread.start()
    thread.join(PATIENCE)
    assert hot.token().access_token != kept.access_token


@pytest.mark.parametrize("end", [Session.sign_out, Session.forget, Session.export])
def test_after_a_sign_out_nothing_is_handed_out(
    hot: Session, end: Callable[[Session], Any]
) -> None:
    end(hot)
    assert hot.peek() is None
    with pytest.raises(omnifund.SignInRequired):
        hot.token()


def test_a_closed_session_hands_nothing_out(hot: Session) -> None:
    hot.close()
    with pytest.raises(ValueError, match="this Session is closed"):
        hot.token()
    with pytest.raises(ValueError, match="this Session is closed"):
        hot.peek()


def test_one_that_is_due_is_not_kept(omnifund_client: omnifund.Client) -> None:
    with LocalServer("--access-lifetime", "0") as server, server.config() as config:
        session = Session.open(omnifund.Client(config), Store.open_memory(), server.username)
        session.sign_in(server.password)
        assert session._kept == _session.NOTHING


def test_a_kept_one_is_as_fresh_as_it_is_now(hot: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    token = hot.token()
    before = token.fresh_for
    assert 3000 < hot.token().fresh_for <= before
    late = token._fresh_until + 1
    monkeypatch.setattr("omnifund._token.clock_gettime", lambda _clock: late)
    monkeypatch.setattr("omnifund._session.clock_gettime", lambda _clock: late)
    assert token.fresh_for == 0
    # The library's own clock says that it is fresh still.
    assert hot.token() is not token


def test_a_forked_child_rejects_what_its_parent_kept(
    omnifund_server: LocalServer, open_session: Callable[[], Session]
) -> None:
    session = open_session()
    kept = session.token()
    assert session.token() is kept
    context = multiprocessing.get_context("fork")

    def work(answer: Connection) -> None:
        same = session.token()
        session.reject(same.access_token)
        answer.send([same.access_token, session.token().access_token])

    ours, theirs = context.Pipe()
    child = context.Process(target=work, args=(theirs,))
    child.start()
    assert ours.poll(PATIENCE)
    first, second = ours.recv()
    child.join(PATIENCE)
    assert first == kept.access_token != second


def test_a_token_cannot_be_changed_and_shows_no_secret() -> None:
    token = Token("access", "refresh", "bearer", None, 3600, 1, fresh_for=60)
    with pytest.raises(AttributeError):
        token.scope = "all"  # type: ignore[misc]
    with pytest.raises(TypeError, match="other fields: access_token"):
        Token()
    assert token == Token("access", "refresh", "bearer", None, 3600, 1)
    assert repr(token) == "Token(token_type='bearer', scope=None, expires_in=3600, expires_at=1)"
