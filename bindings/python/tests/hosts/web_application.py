"""A web application that opened its session before gunicorn forked its workers. For each request it
signs one of its own with a token, and answers with what OmniFund's token login says to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

import omnifund
from omnifund.testing import LocalServer

config = omnifund.Config.load()
store = omnifund.Store.open_configured(config)
client = omnifund.Client.open_configured(config, store)
session = omnifund.Session.open(client, store, LocalServer.username)
# The workers inherit a token, too, and not only the handles.
session.token()

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def application(_environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    status, words = "200 OK", str(os.getpid())
    try:
        client.token_login(session.token().access_token)
    except omnifund.OmnifundError as error:
        expired = error.code == omnifund.Code.ACCESS_TOKEN_REFUSED
        status, words = ("401 Unauthorized" if expired else "500 Failed"), str(error)
    start_response(status, [("Content-Type", "text/plain")])
    return [words.encode()]
