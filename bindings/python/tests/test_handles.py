from __future__ import annotations

import copy
import logging
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import omnifund
from omnifund import Config, Key, Session, Store
from omnifund.testing import LocalServer

USES: list[Callable[[Session], Any]] = [
    lambda session: session.sign_in("secret"),
    lambda session: session.token(),
    lambda session: session.token(within=1),
    lambda session: session.peek(),
    lambda session: session.refresh(),
    lambda session: session.reject("token"),
    lambda session: session.token_login(),
    lambda session: session.status(),
    lambda session: session.sign_out(),
    lambda session: session.forget(),
    lambda session: session.adopt("token"),
    lambda session: session.export(),
    lambda session: session.__enter__(),
]


@pytest.mark.parametrize("use", USES)
def test_use_after_close_is_a_clear_error(
    omnifund_session: Session, use: Callable[[Session], Any]
) -> None:
    omnifund_session.close()
    omnifund_session.close()
    assert omnifund_session.closed
    with pytest.raises(ValueError, match="this Session is closed"):
        use(omnifund_session)


def test_the_others_can_be_closed_too(omnifund_server: LocalServer) -> None:
    with omnifund_server.config() as config, omnifund.Client(config) as client:
        with Store.open_memory() as store, Key(bytes(32)) as key:
            pass
    with pytest.raises(ValueError, match="this Config is closed"):
        config.change(environment="sandbox")
    with pytest.raises(ValueError, match="this Client is closed"):
        client.password_grant("alice", "secret")
    with pytest.raises(ValueError, match="this Store is closed"):
        store.clients()
    with pytest.raises(ValueError, match="this Key is closed"):
        Store.open_file("/nowhere", key)


def test_a_session_outlives_what_it_was_opened_with(omnifund_server: LocalServer) -> None:
    with omnifund_server.config() as config, Store.open_memory() as store:
        with omnifund.Client(config) as client:
            session = Session.open(client, store, omnifund_server.username)
    session.sign_in(omnifund_server.password)
    assert session.token()


def test_sessions_that_are_gone_through_outlive_their_store(
    omnifund_client: omnifund.Client,
) -> None:
    store = Store.open_memory()
    Session.open(omnifund_client, store, "alice").adopt("a refresh token")
    sessions = store.sessions()
    store.close()
    assert [entry.username for entry in sessions] == ["alice"]


@pytest.mark.parametrize("how", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_session_is_neither_pickled_nor_copied(
    omnifund_session: Session, how: Callable[[Any], Any]
) -> None:
    with pytest.raises(TypeError, match="open it in the process that uses it"):
        how(omnifund_session)


def test_text_that_c_would_cut_short_is_refused(omnifund_session: Session) -> None:
    with pytest.raises(ValueError, match="embedded null character"):
        omnifund_session.sign_in("omnifund\0password")
    with pytest.raises(ValueError, match="embedded null character"):
        Store.open_file("/tmp/a\0b")


def test_text_that_is_no_utf8_is_refused_without_being_repeated(
    omnifund_session: Session,
) -> None:
    with pytest.raises(omnifund.Bug) as raised:
        omnifund_session.sign_in("swordfish\udc80")
    assert raised.value.code == omnifund.Code.INVALID_UTF8
    assert "swordfish" not in repr(raised.value)


@pytest.mark.parametrize("value", [None, b"bytes", 7])
def test_what_is_no_text_is_a_type_error(omnifund_session: Session, value: Any) -> None:
    with pytest.raises(TypeError, match="expected str, not"):
        omnifund_session.sign_in(value)


def test_numbers_out_of_range_are_refused(omnifund_session: Session) -> None:
    with pytest.raises(omnifund.Bug, match="a budget of -1000 ms"):
        omnifund_session.token(within=-1)
    assert omnifund_session.token(within=0) == omnifund_session.token()
    with pytest.raises(OverflowError):
        omnifund_session.token(within=1e300)
    with pytest.raises(ValueError, match=r"7 is none of SavePassword\.NO, "):
        omnifund_session.sign_in("secret", save=7)
    with pytest.raises(TypeError, match="expected a number of seconds, not str"):
        omnifund_session.token(within="5")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not NaN"):
        omnifund_session.token(within=float("nan"))
    with pytest.raises(omnifund.Bug):
        Config(replay=9)


def test_words_beyond_ascii_cross_the_boundary_whole(omnifund_client: omnifund.Client) -> None:
    name = "Zoë Åström \U0001f980"
    store = Store.open_memory()
    Session.open(omnifund_client, store, name).adopt("a refresh token")
    assert [entry.username for entry in store.sessions()] == [name]


def test_what_is_not_made_by_its_class_says_how_it_is_made() -> None:
    with pytest.raises(TypeError, match=r"call Session\.open_configured, Session\.open or"):
        Session("alice")
    with pytest.raises(TypeError, match=r"a Store is not made by its class: call Store\.open_file"):
        Store()


def test_swapped_arguments_are_told_in_words(
    omnifund_client: omnifund.Client, omnifund_session: Session
) -> None:
    wrong: Any = Store.open_memory()
    words: Any = "omnifund.conf"
    client: Any = omnifund_client
    with pytest.raises(TypeError, match=r"expected an omnifund\.Client, not Store"):
        Session.open(wrong, wrong, "alice")
    with pytest.raises(TypeError, match=r"expected an omnifund\.Store, not Client"):
        Session.open(omnifund_client, client, "alice")
    with pytest.raises(TypeError, match=r"expected an omnifund\.Config, not str"):
        omnifund.Client(words)
    with pytest.raises(TypeError, match=r"expected an omnifund\.Authorization, not str"):
        omnifund_session.sign_in_with_code(words, "/callback")


def test_a_level_of_loggings_is_no_level_here() -> None:
    with pytest.raises(ValueError, match=r"20 is none of LogLevel\.ERROR, LogLevel\.WARN"):
        Config().log_to(logging.getLogger("till"), logging.INFO)
