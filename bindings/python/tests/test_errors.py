from __future__ import annotations

import pickle

import pytest

import omnifund
from omnifund import Session, _errors
from omnifund.testing import LocalServer


@pytest.mark.parametrize(
    ("advice", "kind"),
    [
        (omnifund.Advice.WAIT, omnifund.TryLater),
        (omnifund.Advice.SIGN_IN, omnifund.SignInRequired),
        (omnifund.Advice.FIX_CONFIGURATION, omnifund.ConfigurationError),
        (omnifund.Advice.FIX_STORAGE, omnifund.StoreError),
        (omnifund.Advice.REFUSED, omnifund.Refused),
        (omnifund.Advice.BUG, omnifund.Bug),
        (77, omnifund.OmnifundError),
    ],
)
def test_each_advice_has_its_class(advice: int, kind: type[omnifund.OmnifundError]) -> None:
    error = _errors.of("what", code=1, advice=advice, outcome=1, retry_after=5)
    assert type(error) is kind
    assert str(error) == "what"


def test_every_advice_that_an_error_can_have_is_known() -> None:
    for advice in set(omnifund.Advice) - {omnifund.Advice.NONE}:
        error = _errors.of("what", code=1, advice=advice, outcome=1, retry_after=5)
        assert type(error) is not omnifund.OmnifundError


def test_a_code_of_a_later_library_stays_a_number() -> None:
    error = omnifund.Bug("what", code=999, advice=6, outcome=1)
    assert error.code == 999
    assert error.advice is omnifund.Advice.BUG


def test_an_error_crosses_processes_whole() -> None:
    error = omnifund.TryLater("what", code=201, advice=1, outcome=1, http_status=503, retry_after=5)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is omnifund.TryLater
    assert (str(again), vars(again)) == (str(error), vars(error))


def test_no_secret_stands_in_a_repr_or_an_error(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client, omnifund_session: Session
) -> None:
    token = omnifund_client.password_grant(omnifund_server.username, omnifund_server.password)
    login = omnifund_client.token_login(token.access_token)
    with pytest.raises(omnifund.SignInRequired) as raised:
        omnifund_client.password_grant(omnifund_server.username, "swordfish")
    assert token.refresh_token
    secrets = [token.access_token, token.refresh_token, omnifund_session.token().access_token]
    secrets += [cookie.value for cookie in login.cookies]
    secrets += ["swordfish", omnifund_server.client_secret, omnifund_server.password]
    shown = [token, login, raised.value, vars(raised.value), omnifund_session, omnifund_client]
    shown += [omnifund_server.config(), omnifund_session.status(), omnifund_session.export()]
    text = f"{shown!r} {raised.value}"
    assert not [secret for secret in secrets if secret in text]
    assert "expires_in=3600" in text
