from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from api import Api

import omnifund
from omnifund import Session, Store
from omnifund.requests import Auth
from omnifund.testing import LocalServer


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as http:
        http.trust_env = False
        yield http


def test_each_request_carries_a_valid_token(
    api: Api, http: requests.Session, omnifund_session: Session
) -> None:
    assert http.get(api.url, auth=Auth(omnifund_session, api.url)).ok
    omnifund_session.refresh()
    assert http.get(api.url, auth=Auth(omnifund_session, api.url)).ok
    assert len(set(api.tokens())) == 2
    assert api.tokens()[-1] == omnifund_session.token().access_token


@pytest.mark.parametrize(
    "body", [b"bytes", "text", io.BytesIO(b"a file's")], ids=["bytes", "text", "file"]
)
def test_a_refused_token_is_rejected_and_the_request_sent_once_more(
    api: Api, http: requests.Session, omnifund_session: Session, body: str | bytes | io.BytesIO
) -> None:
    refused = omnifund_session.token().access_token
    api.refused.add(refused)
    answer = http.post(api.url, data=body, auth=Auth(omnifund_session, api.url))
    assert answer.status_code == 200
    assert [one.status_code for one in answer.history] == [401]
    assert api.tokens() == [refused, omnifund_session.token().access_token]
    assert api.received[0].body == api.received[1].body != b""


def test_a_generators_body_is_not_sent_again_yet_the_token_is_rejected(
    api: Api, http: requests.Session, omnifund_session: Session
) -> None:
    refused = omnifund_session.token().access_token
    api.refused.add(refused)
    body = (part for part in [b"a", b"b"])
    assert http.post(api.url, data=body, auth=Auth(omnifund_session, api.url)).status_code == 401
    assert [one.body for one in api.received] == [b"ab"]
    assert omnifund_session.token().access_token != refused


def test_it_tries_once_more_and_not_for_ever(
    api: Api, http: requests.Session, omnifund_session: Session
) -> None:
    api.refuses_all = True
    assert http.get(api.url, auth=Auth(omnifund_session, api.url)).status_code == 401
    assert len(api.received) == 2


def test_no_token_goes_to_another_host(
    api: Api, http: requests.Session, omnifund_session: Session
) -> None:
    token = omnifund_session.token()
    assert http.get(f"{api.url}/elsewhere", auth=Auth(omnifund_session, api.url)).status_code == 401
    assert [one.authorization for one in api.received] == [f"Bearer {token.access_token}", None]
    assert api.received[1].host.startswith("localhost")
    assert omnifund_session.token() == token


def test_without_a_token_nothing_is_sent_and_the_sessions_error_comes(
    api: Api, http: requests.Session, omnifund_client: omnifund.Client
) -> None:
    session = Session.open(omnifund_client, Store.open_memory(), "nobody")
    with pytest.raises(omnifund.SignInRequired) as raised:
        http.get(api.url, auth=Auth(session, api.url))
    assert api.received == []
    # Who catches what requests raises catches it as well.
    assert isinstance(raised.value, requests.RequestException)
    assert raised.value.request is not None
    assert str(raised.value.request.url).startswith(api.url)
    assert type(pickle.loads(pickle.dumps(raised.value))) is omnifund.SignInRequired


def test_it_works_with_token_login_over_tls(
    omnifund_server: LocalServer, http: requests.Session, omnifund_session: Session, tmp_path: Path
) -> None:
    omnifund_server.expire("access")
    answer = http.post(
        f"{omnifund_server.base_url}/login",
        auth=Auth(omnifund_session),
        verify=omnifund_server.ca_file,
        allow_redirects=False,
    )
    assert answer.status_code == 200
    assert [one["status"] for one in omnifund_server.logins()] == [401, 200]


def test_a_request_to_another_origin_than_omnifunds_carries_no_token(
    api: Api, http: requests.Session, omnifund_session: Session
) -> None:
    assert http.get(api.url, auth=Auth(omnifund_session)).status_code == 401
    assert [one.authorization for one in api.received] == [None]


@pytest.mark.parametrize("challenge", ['Basic realm="Bearer"', "", 'Bearer error="access_denied"'])
def test_a_401_that_is_not_about_the_token_costs_none(
    api: Api, http: requests.Session, omnifund_session: Session, challenge: str
) -> None:
    api.refuses_all, api.challenge = True, challenge
    token = omnifund_session.token()
    assert http.get(api.url, auth=Auth(omnifund_session, api.url)).status_code == 401
    assert len(api.received) == 1
    assert omnifund_session.token() == token
