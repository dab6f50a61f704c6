from __future__ import annotations

import pytest

import omnifund
from omnifund.testing import LocalServer

CALLBACK = "http://127.0.0.1:8400/callback"


def test_a_code_brings_a_token_once(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    asked = omnifund_client.authorization(CALLBACK)
    assert asked.url.endswith(f"&state={asked.state}")
    back = omnifund_server.allow(asked.url)
    token = omnifund_client.authorization_code_grant(asked, back)
    assert token.refresh_token is not None
    with pytest.raises(omnifund.SignInRequired) as raised:
        omnifund_client.authorization_code_grant(asked, back)
    assert raised.value.code == omnifund.Code.CODE_REFUSED


def test_a_session_is_signed_in_in_another_request_than_the_one_that_asked(
    omnifund_server: LocalServer,
    omnifund_client: omnifund.Client,
    omnifund_session: omnifund.Session,
) -> None:
    state = omnifund_client.authorization(CALLBACK).state
    with omnifund_client.authorization(CALLBACK, state=state) as asked:
        path = omnifund_server.allow(asked.url).removeprefix("http://127.0.0.1:8400")
        omnifund_session.sign_in_with_code(asked, path)
    assert omnifund_session.token_login().status == 200
    assert omnifund_server.exchanges()[-1]["grant"] == "authorization_code"


def test_a_redirect_uri_may_have_a_query_of_its_own(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    asked = omnifund_client.authorization(f"{CALLBACK}?till=7&place=Caf%C3%A9")
    back = omnifund_server.allow(asked.url)
    assert back.startswith(f"{CALLBACK}?till=7&place=Caf%C3%A9&code=")
    assert omnifund_client.authorization_code_grant(asked, back).access_token


def test_a_user_who_denies_and_a_foreign_redirect_are_told(
    omnifund_client: omnifund.Client,
) -> None:
    asked = omnifund_client.authorization(CALLBACK)
    for url, code in [
        (f"/callback?error=access_denied&state={asked.state}", omnifund.Code.AUTHORIZATION_DENIED),
        ("/callback?code=planted&state=other", omnifund.Code.FOREIGN_REDIRECT),
    ]:
        with pytest.raises(omnifund.SignInRequired) as raised:
            omnifund_client.authorization_code_grant(asked, url)
        assert raised.value.code == code
