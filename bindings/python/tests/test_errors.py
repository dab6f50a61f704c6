from __future__ import annotations

import copy
import json
import pickle
import sys
import traceback
from collections.abc import Callable

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


def an_error() -> omnifund.TryLater:
    return omnifund.TryLater("what", code=201, advice=1, outcome=1, http_status=503, retry_after=5)


def by_json(error: BaseException) -> BaseException:
    """As Celery does where its results are JSON: the class by its name, and what it is made of."""
    kept = json.dumps([type(error).__module__, type(error).__name__, error.args])
    module, name, made_of = json.loads(kept)
    made: BaseException = getattr(sys.modules[module], name)(*made_of)
    return made


WAYS: list[Callable[[BaseException], BaseException]] = [
    copy.copy,
    copy.deepcopy,
    lambda error: pickle.loads(pickle.dumps(error)),
    by_json,
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", [None, omnifund.SignInRequired, omnifund.Bug])
def test_an_error_is_made_again_whole(
    way: Callable[[BaseException], BaseException], kind: type[omnifund.OmnifundError] | None
) -> None:
    error = kind("what", code=600, outcome=2, oauth_error="invalid_grant") if kind else an_error()
    again = way(error)
    assert type(again) is type(error)
    assert (str(again), repr(again), vars(again)) == (str(error), repr(error), vars(error))


def test_what_a_program_adds_to_an_error_stays_with_it() -> None:
    error = an_error()
    error.order = 7  # type: ignore[attr-defined]
    assert pickle.loads(pickle.dumps(error)).order == 7


def test_an_error_of_words_alone_has_the_advice_of_its_class() -> None:
    error = omnifund.SignInRequired("only words")
    assert error.advice is omnifund.Advice.SIGN_IN
    assert (str(error), error.http_status) == ("only words", None)


def test_errors_are_called_as_programs_import_them() -> None:
    assert traceback.format_exception_only(an_error()) == ["omnifund.TryLater: what\n"]
