from __future__ import annotations

import pytest

import omnifund
from omnifund.testing import LocalServer


def test_the_three_calls_of_the_specification(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    first = omnifund_client.password_grant(omnifund_server.username, omnifund_server.password)
    assert first.refresh_token is not None
    assert first.fresh_for == 0
    second = omnifund_client.refresh_grant(first.refresh_token)
    assert second.access_token != first.access_token
    login = omnifund_client.token_login(second.access_token)
    assert login.status == 200
    assert login.cookies[0].header.startswith(f"{login.cookies[0].name}=")
    assert login.cookies[0].value in login.cookies[0].header
    assert login.header("Content-Type") == dict(login.headers)["content-type"]
    assert login.header("no-such-header") is None
    assert isinstance(login.body, bytes)


def test_a_spent_refresh_token_is_refused(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    token = omnifund_client.password_grant(omnifund_server.username, omnifund_server.password)
    assert token.refresh_token is not None
    omnifund_client.refresh_grant(token.refresh_token)
    with pytest.raises(omnifund.SignInRequired) as raised:
        omnifund_client.refresh_grant(token.refresh_token)
    assert raised.value.code == omnifund.Code.REFRESH_TOKEN_REFUSED
    assert raised.value.outcome == omnifund.Outcome.REFUSED


def test_a_disabled_user_is_refused_at_token_login(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    token = omnifund_client.password_grant(omnifund_server.username, omnifund_server.password)
    omnifund_server.control("POST", f"/users/{omnifund_server.username}/disable")
    with pytest.raises(omnifund.Refused) as raised:
        omnifund_client.token_login(token.access_token)
    assert raised.value.code == omnifund.Code.ACCESS_DENIED


def test_a_wrong_client_secret_is_an_error_of_configuration(omnifund_server: LocalServer) -> None:
    config = omnifund_server.config()
    config.change(client_id=omnifund_server.client_id, client_secret="another")
    with pytest.raises(omnifund.ConfigurationError) as raised:
        omnifund.Client(config).password_grant("alice", "secret")
    assert raised.value.code == omnifund.Code.INVALID_CLIENT


def test_a_lost_answer_has_an_unknown_outcome(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    omnifund_server.misbehave({"at": "token", "drop_reply": True})
    with pytest.raises(omnifund.TryLater) as raised:
        omnifund_client.password_grant("alice", "secret")
    assert raised.value.outcome == omnifund.Outcome.UNKNOWN
