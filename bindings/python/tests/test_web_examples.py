"""The examples for Django, Flask and FastAPI, each with the real framework."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import omnifund
from omnifund.testing import LocalServer

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "python" / "web"
CALLBACK = "https://testserver/callback"
OTHER_ID, OTHER_SECRET = "2_other", "secret of the other"

# How each framework's own test client is asked for a page: status, where it leads, and its words.
CLIENTS = {
    "django": """
from django.test import Client
from django_app import application
client = Client(raise_request_exception=False)
def get(path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location"), answer.content.decode()
""",
    "flask": """
from flask_app import app
client = app.test_client()
def get(path):
    answer = client.get(path, base_url="http://testserver")
    return answer.status_code, answer.headers.get("Location"), answer.get_data(as_text=True)
""",
    "fastapi": """
from fastapi.testclient import TestClient
from fastapi_app import app
client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
def get(path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location"), answer.text
""",
}
# Pages are asked for by lines of standard input.
LOOP = """
import json, sys
for line in sys.stdin:
    print(json.dumps(get(line.strip())), flush=True)
"""


class Browser:
    def __init__(self, framework: str) -> None:
        environment = {**os.environ, "SECRET_KEY": "secret", "CALLBACK": CALLBACK}
        environment["PYTHONPATH"] = str(EXAMPLES)
        self._application = subprocess.Popen(
            [sys.executable, "-c", CLIENTS[framework] + LOOP],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def get(self, path: str) -> tuple[int, str, str]:
        application = self._application
        assert application.stdin
        assert application.stdout
        print(path, file=application.stdin, flush=True)
        status, location, words = json.loads(application.stdout.readline())
        return status, location, words

    def close(self) -> None:
        assert self._application.stdin
        assert self._application.stdout
        self._application.stdin.close()
        self._application.stdout.close()
        assert self._application.wait(60) == 0


@pytest.mark.parametrize("framework", CLIENTS)
def test_many_users_under_many_oauth_clients_sign_in_by_browser_and_a_reload_is_no_error(
    framework: str, omnifund_server: LocalServer, omnifund_environment: dict[str, str]
) -> None:
    pytest.importorskip(framework)
    with omnifund.Config.load() as config, omnifund.Store.open_configured(config) as store:
        store.save_client("Till 7", omnifund_server.client_id, omnifund_server.client_secret)
        store.save_client("Kitchen", OTHER_ID, OTHER_SECRET)
    browser = Browser(framework)
    try:
        user = omnifund_server.username
        status, _, words = browser.get(f"/Till 7/{user}")
        assert status == 401
        assert "sign in" in words
        status, asked, _ = browser.get(f"/Till 7/{user}/sign-in")
        assert status in (302, 303)
        back = omnifund_server.allow(asked).removeprefix("https://testserver")
        assert browser.get(back)[:2] in [(302, "/"), (303, "/")]
        # The page is loaded once more: its code is spent, and nothing is wrong.
        assert browser.get(back)[:2] in [(302, "/"), (303, "/")]
        assert "Welcome" in browser.get("/")[2]
        status, _, words = browser.get(f"/Till 7/{user}")
        assert status == 200
        assert json.loads(words)["expires_at"] > 0
        # Another OAuth client in the same process, and somebody who does not allow it.
        status, asked, _ = browser.get("/Kitchen/bob/sign-in")
        assert OTHER_ID in asked
        state = asked.partition("state=")[2].partition("&")[0]
        status, _, words = browser.get(f"/callback?error=access_denied&state={state}")
        assert status == 401
        assert browser.get("/Kitchen/bob")[0] == 401
        assert browser.get(f"/Till 7/{user}")[0] == 200
    finally:
        browser.close()
