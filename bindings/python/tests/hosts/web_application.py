"""A web application that opened its session before gunicorn forked its workers. For each request it
makes a charge, and signs a request of its own with a token; it answers with what OmniFund's token
login says to that, and with the process and the charge's status.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from till import charge, log_in, session

import omnifund

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
STATUS = {200: "200 OK", 401: "401 Unauthorized", 500: "500 Failed"}


def application(_environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    try:
        charged = charge("gunicorn")
        status, words = log_in(session.token().access_token), f"{os.getpid()} {charged}"
    except omnifund.OmnifundError as error:
        status, words = 500, str(error)
    start_response(STATUS[status], [("Content-Type", "text/plain")])
    return [words.encode()]
