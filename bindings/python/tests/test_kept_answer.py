from __future__ import annotations

import re
import time

import pytest

import omnifund
from omnifund import KeptAnswer, Session, Store
from omnifund.testing import LocalServer


@pytest.fixture
def kept(omnifund_server: LocalServer, omnifund_session: Session) -> KeptAnswer:
    """What the session was answered, and could not read."""
    omnifund_server.misbehave({"grant": "refresh_token", "garbage_after_commit": True, "times": 1})
    return refreshed_in_vain(omnifund_session)


def refreshed_in_vain(session: Session) -> KeptAnswer:
    with pytest.raises(omnifund.TryLater) as raised:
        session.refresh()
    assert raised.value.outcome == omnifund.Outcome.UNKNOWN
    kept = session.kept_answer()
    assert kept
    return kept


def test_an_answer_that_could_not_be_understood_is_kept_as_it_came(
    omnifund_session: Session, kept: KeptAnswer
) -> None:
    assert kept.expose().startswith(b"HTTP/1.1 200 OK\r\n")
    assert kept.expose().endswith(b'\r\n\r\n{"access_token":"')
    assert omnifund_session.status().kept_answer == kept.asked_at
    assert abs(kept.asked_at - time.time()) < 600
    # It is understood no better the second time, and stays.
    with pytest.raises(omnifund.Refused) as raised:
        omnifund_session.recover()
    assert raised.value.code == omnifund.Code.STILL_UNREADABLE
    assert omnifund_session.kept_answer() == kept


def test_a_kept_answer_is_shown_to_nobody_who_does_not_ask_for_it(kept: KeptAnswer) -> None:
    assert repr(kept) == f"KeptAnswer(asked_at={kept.asked_at})"


def test_a_kept_answer_goes_with_the_next_success(
    omnifund_session: Session, kept: KeptAnswer
) -> None:
    omnifund_session.sign_in(LocalServer.password)
    assert omnifund_session.kept_answer() is None
    assert omnifund_session.status().kept_answer is None


def test_tokens_that_a_human_finds_in_a_kept_answer_can_be_adopted(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client, omnifund_session: Session
) -> None:
    other = Session.open(omnifund_client, Store.open_memory(), LocalServer.username)
    other.sign_in(LocalServer.password)
    page = f"<p>Your refresh token is {other.export().refresh_token}.</p>"
    omnifund_server.misbehave({"grant": "refresh_token", "status": 200, "body": page, "times": 1})
    kept = refreshed_in_vain(omnifund_session)
    found = re.search(rb"token is (\w+)", kept.expose())
    assert found
    omnifund_session.adopt(found[1].decode(), replace=True)
    assert omnifund_session.kept_answer() is None
    assert omnifund_session.token().access_token
