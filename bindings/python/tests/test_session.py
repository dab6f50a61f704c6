from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import omnifund
from omnifund import SavePassword, Session, Store
from omnifund.testing import LocalServer


def test_a_session_that_nobody_signed_in_to_asks_for_a_sign_in(
    omnifund_client: omnifund.Client,
) -> None:
    session = Session.open(omnifund_client, Store.open_memory(), "alice")
    assert session.peek() is None
    with pytest.raises(omnifund.SignInRequired) as raised:
        session.token()
    assert raised.value.code == omnifund.Code.SIGN_IN_REQUIRED


def test_a_signed_in_session_gives_a_token_without_its_refresh_token(
    omnifund_session: Session,
) -> None:
    token = omnifund_session.token()
    assert token.access_token
    assert token.refresh_token is None
    assert token.token_type == "bearer"
    assert token.expires_in == 3600
    # The rest is kept for its renewal.
    assert 3000 < token.fresh_for < 3600
    assert omnifund_session.peek() == token
    assert omnifund_session.token(within=1.5) == token


def test_an_expired_token_that_was_rejected_is_replaced(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    first = omnifund_session.token()
    omnifund_server.expire("access")
    omnifund_session.reject(first.access_token)
    assert omnifund_session.token().access_token != first.access_token
    assert [one["grant"] for one in omnifund_server.exchanges()] == ["password", "refresh_token"]


def test_a_forced_refresh_brings_another_token(omnifund_session: Session) -> None:
    first = omnifund_session.token()
    omnifund_session.refresh()
    assert omnifund_session.token() != first


def test_token_login_mends_a_refused_token_by_itself(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_server.expire("access")
    login = omnifund_session.token_login()
    assert 200 <= login.status < 400
    assert [one["status"] for one in omnifund_server.logins()] == [401, login.status]


def test_a_wrong_password_leaves_the_session_as_it_was(omnifund_session: Session) -> None:
    token = omnifund_session.token()
    with pytest.raises(omnifund.SignInRequired) as raised:
        omnifund_session.sign_in("not the password")
    assert raised.value.code == omnifund.Code.WRONG_PASSWORD
    assert raised.value.http_status == 400
    assert raised.value.oauth_error == "invalid_grant"
    assert raised.value.oauth_error_description
    assert omnifund_session.token() == token


def test_a_saved_password_signs_in_anew_where_the_tokens_are_gone(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_session.sign_in(LocalServer.password, save=SavePassword.IN_MEMORY)
    rejected = omnifund_session.token().access_token
    omnifund_server.revoke()
    omnifund_session.reject(rejected)
    assert omnifund_session.token().access_token != rejected


def test_its_status_is_told_without_the_network(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_session.refresh()
    asked = len(omnifund_server.exchanges())
    status = omnifund_session.status()
    assert status.signed_in
    assert status.generation == 2
    assert status.exchanges == 2
    assert 0 < status.seconds_left <= 3600
    assert status.failing_since is None
    assert not status.unsaved
    assert not status.refused
    assert len(omnifund_server.exchanges()) == asked


def test_where_every_answer_was_understood_none_is_kept_and_nothing_recovered(
    omnifund_session: Session,
) -> None:
    token = omnifund_session.token()
    assert omnifund_session.kept_answer() is None
    assert omnifund_session.status().kept_answer is None
    with pytest.raises(omnifund.Refused) as raised:
        omnifund_session.recover()
    assert raised.value.code == omnifund.Code.NOTHING_KEPT
    assert omnifund_session.token() == token


def test_after_a_sign_out_a_human_must_sign_in(omnifund_session: Session) -> None:
    omnifund_session.sign_out()
    status = omnifund_session.status()
    assert status.signed_out
    assert not status.signed_in
    with pytest.raises(omnifund.SignInRequired):
        omnifund_session.token()


def test_a_forgotten_session_is_in_the_store_no_more(omnifund_session: Session) -> None:
    omnifund_session.forget()
    assert not omnifund_session.status().signed_out
    with pytest.raises(omnifund.Refused) as raised:
        omnifund_session.sign_out()
    assert raised.value.code == omnifund.Code.SESSION_NOT_FOUND


def test_an_exported_pair_can_be_adopted_by_another_session(
    omnifund_client: omnifund.Client, omnifund_session: Session
) -> None:
    access_token = omnifund_session.token().access_token
    pair = omnifund_session.export()
    assert not omnifund_session.status().signed_in
    other = Session.open(omnifund_client, Store.open_memory(), "omnifund_user")
    other.adopt(pair.refresh_token, access_token=pair.access_token, expires_at=pair.expires_at)
    assert other.token().access_token == access_token
    with pytest.raises(omnifund.OmnifundError) as raised:
        other.adopt(pair.refresh_token)
    assert raised.value.code == omnifund.Code.ALREADY_SIGNED_IN
    other.adopt(pair.refresh_token, replace=True)
    # Its access token's end is unknown, so it was not used.
    assert other.token().access_token != access_token


def test_sessions_of_one_store_share_their_tokens(open_session: Callable[[], Session]) -> None:
    first, second = open_session(), open_session()
    assert first.token() == second.token()


def test_a_configuration_file_opens_everything_with_one_call(
    omnifund_server: LocalServer, tmp_path: Path
) -> None:
    file = tmp_path / "omnifund.conf"
    settings = {**omnifund_server.environment(), "OMNIFUND_STORE": "store"}
    file.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    file.chmod(0o600)
    with Session.open_configured(omnifund_server.username, file) as session:
        session.sign_in(omnifund_server.password)
        assert session.token().access_token
    assert (tmp_path / "store").is_dir()


def test_an_oauth_client_of_the_store_is_opened_by_its_name(
    omnifund_server: LocalServer, tmp_path: Path
) -> None:
    store = Store.open_file(tmp_path / "store")
    store.save_client("Till 7", omnifund_server.client_id, omnifund_server.client_secret)
    config = omnifund.Config(
        base_url=omnifund_server.base_url, ca_file=omnifund_server.ca_file, proxy="none"
    )
    session = Session.open_named(config, store, "Till 7", omnifund_server.username)
    session.sign_in(omnifund_server.password)
    assert session.token().access_token
    with pytest.raises(omnifund.OmnifundError) as raised:
        Session.open_named(config, store, "Till 8", omnifund_server.username)
    assert raised.value.code == omnifund.Code.CLIENT_NOT_FOUND


def test_a_server_that_asks_for_patience_is_a_try_later_with_its_seconds(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    omnifund_server.misbehave({"at": "token", "status": 503, "retry_after": "7"})
    with pytest.raises(omnifund.TryLater) as raised:
        omnifund_client.password_grant("alice", "secret")
    assert raised.value.retry_after == 7
    assert raised.value.http_status == 503
