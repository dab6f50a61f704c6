"""The README keeps its word: its snippets are run."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import omnifund
from omnifund.testing import LocalServer

README = (Path(__file__).resolve().parents[1] / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def ten_lines() -> str:
    command = [sys.executable, "-c", blocks("python")[0]]
    environment = {**os.environ, "OMNIFUND_USERNAME": LocalServer.username}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_of_its_blocks_are_known_here() -> None:
    # The commands are those of test_packaging.py.
    assert blocks("sh") == ["make lib\npip install ./bindings/python\n"]
    assert len(blocks("python")) == 5
    assert len(blocks("python")[0].strip().splitlines()) == 10


@pytest.mark.usefixtures("omnifund_environment")
def test_its_ten_lines_ask_for_the_password_and_print_a_token_once_somebody_signed_in() -> None:
    assert ten_lines().startswith("Your password, please")
    with omnifund.Session.open_configured(LocalServer.username) as session:
        session.sign_in(LocalServer.password)
    assert ten_lines().startswith("Authorization: Bearer ")


def test_its_lines_for_requests_and_httpx_are_right(omnifund_session: omnifund.Session) -> None:
    for line in blocks("python")[1].splitlines():
        code, _, said = line.partition("  # ")
        namespace: dict[str, object] = {"omnifund": omnifund, "session": omnifund_session}
        exec(f"import requests, httpx\n{said}", namespace)
        auth = re.search(r"auth=(.*\))\)", code)
        assert auth
        assert eval(auth[1], namespace)


def test_its_line_for_coroutines_is_right(omnifund_session: omnifund.Session) -> None:
    namespace: dict[str, Any] = {"session": omnifund_session}
    lines = "".join(f"    {line}\n" for line in blocks("python")[2].splitlines())
    exec(f"async def main():\n{lines}    return token\n", namespace)
    assert asyncio.run(namespace["main"]()) == omnifund_session.token()


def test_its_web_application_signs_in_through_the_browser(
    omnifund_server: LocalServer,
    omnifund_client: omnifund.Client,
) -> None:
    session = omnifund.Session.open(
        omnifund_client, omnifund.Store.open_memory(), LocalServer.username
    )
    application: dict[str, Any] = {"client": omnifund_client, "session": session}
    application["redirect"] = lambda url: url
    exec(blocks("python")[3], application)
    request = SimpleNamespace(session={})
    # A user who does not allow it, and one who does.
    application["sign_in"](request)
    request.url = f"/callback?error=access_denied&state={request.session['state']}"
    with pytest.raises(omnifund.SignInRequired) as raised:
        application["callback"](request)
    assert raised.value.code == omnifund.Code.AUTHORIZATION_DENIED
    request.url = omnifund_server.allow(application["sign_in"](request))
    assert application["callback"](request) == "/"
    assert request.session == {}
    assert application["callback"](request) == "/"
    assert session.token_login().status == 200


def test_its_lines_for_tests_are_right(pytester: pytest.Pytester) -> None:
    conftest, _, test = blocks("python")[4].partition("\n")
    pytester.makeconftest(conftest)
    pytester.makepyfile(test)
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_its_table_has_every_class_of_errors() -> None:
    classes = {kind.__name__ for kind in omnifund.OmnifundError.__subclasses__()}
    assert set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)) == classes
