"""The README keeps its word: its snippets are run."""

from __future__ import annotations

import asyncio
import json
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


def blocks(heading: str, language: str = "python") -> list[str]:
    """The blocks of a language under a heading, up to the next one."""
    (section,) = re.findall(rf"^#+ {heading}\n(.*?)(?:^##|\Z)", README, re.DOTALL | re.MULTILINE)
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)


def run(program: str) -> str:
    """What it printed. Its password is asked for without a terminal."""
    command = [sys.executable, "-c", program.replace("getpass.getpass()", "input()")]
    environment = {**os.environ, "OMNIFUND_USERNAME": LocalServer.username}
    done = subprocess.run(
        command,
        env=environment,
        input=LocalServer.password,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_of_its_blocks_are_known_here() -> None:
    # They are typed by tools/release/python, and the checkout's by test_packaging.py.
    (install,) = blocks("Install", "sh")
    assert "till/bin/pip install --no-index --find-links /path/to/dist omnifund\n" in install
    assert len(blocks("Deploy", "sh")) == 1
    assert len(re.findall(r"^```\w", README, re.MULTILINE)) == 12
    assert len(blocks("Sign in")[1].strip().splitlines()) == 10


@pytest.mark.usefixtures("omnifund_environment")
def test_its_ten_lines_ask_for_the_password_and_print_a_token_once_somebody_signed_in() -> None:
    sign_in, ten_lines = blocks("Sign in")
    assert run(ten_lines).startswith("Your password, please")
    run(sign_in)
    assert run(ten_lines).startswith("Authorization: Bearer ")


def test_its_lines_for_requests_and_httpx_are_right(omnifund_session: omnifund.Session) -> None:
    for line in blocks("requests and httpx")[0].splitlines():
        code, _, said = line.partition("  # ")
        namespace: dict[str, object] = {"omnifund": omnifund, "session": omnifund_session}
        exec(f"import requests, httpx\n{said}", namespace)
        auth = re.search(r"auth=(.*\))\)", code)
        assert auth
        assert eval(auth[1], namespace)


def test_its_lines_for_the_api_say_what_became_of_each_request(
    omnifund_server: LocalServer,
    omnifund_session: omnifund.Session,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (lines,) = blocks("Call the API")
    said: dict[str, Any] = {"session": omnifund_session, "omnifund": omnifund}
    exec(lines, said)
    assert capsys.readouterr().out.startswith("201 ")
    assert said["smiths"]["hydra:totalItems"] == 0
    assert len(said["everybody"]) > 1
    omnifund_server.misbehave({"at": "api", "method": "POST", "times": 1, "drop_reply": True})
    exec(lines, said)
    assert "unknown" in capsys.readouterr().out.lower()
    assert said["smiths"]["hydra:totalItems"] == 1


def test_its_lines_for_coroutines_are_right(omnifund_session: omnifund.Session) -> None:
    namespace: dict[str, Any] = {"session": omnifund_session}
    lines = "".join(f"    {line}\n" for line in blocks("asyncio and trio")[0].splitlines())
    exec(f"async def main():\n{lines}    return token, answer, smiths\n", namespace)
    token, answer, smiths = asyncio.run(namespace["main"]())
    assert token == omnifund_session.token()
    assert answer.status == 201
    assert smiths[0].json()["hydra:totalItems"] == 1


def test_its_web_application_signs_in_through_the_browser(
    omnifund_server: LocalServer,
    omnifund_client: omnifund.Client,
) -> None:
    session = omnifund.Session.open(
        omnifund_client, omnifund.Store.open_memory(), LocalServer.username
    )
    application: dict[str, Any] = {"client": omnifund_client, "session": session}
    application["redirect"] = lambda url: url
    exec(blocks("Through the browser")[0], application)
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
    conftest, _, test = blocks("Test your own code")[0].partition("\n")
    pytester.makeconftest(conftest)
    pytester.makepyfile(test)
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_its_table_has_every_class_of_errors() -> None:
    classes = {kind.__name__ for kind in omnifund.OmnifundError.__subclasses__()}
    assert set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)) == classes


MERCHANTS = 100


def test_a_hundred_merchants_in_one_process_have_their_own_tokens(tmp_path: Path) -> None:
    save, opened = blocks("A hundred merchants in one process")
    merchants = [f"merchant {number}" for number in range(MERCHANTS)]
    seed = {
        "clients": [
            {"client_id": f"id-{name}", "client_secret": f"secret of {name}"}
            | {"name": name, "merchant": name}
            for name in merchants
        ],
        "users": [
            {"name": f"user of {name}", "password": "password", "merchant": name}
            for name in merchants
        ],
    }
    (tmp_path / "merchants.json").write_text(json.dumps(seed))
    with LocalServer("--seed", str(tmp_path / "merchants.json")) as server:
        config = omnifund.Config(base_url=server.base_url, ca_file=server.ca_file, proxy="none")
        store = omnifund.Store.open_file(tmp_path / "store")

        def token_of(merchant: str, username: str) -> Any:
            said: dict[str, Any] = {"omnifund": omnifund, "config": config, "store": store}
            exec(opened, said | {"merchant": merchant, "username": username}, said)
            return said["token"]

        def signed_in(name: str) -> Any:
            told = {"merchant": name, "client_id": f"id-{name}"}
            exec(save, {"store": store, **told, "client_secret": f"secret of {name}"})
            session = omnifund.Session.open_named(config, store, name, f"user of {name}")
            session.sign_in("password")
            return token_of(name, f"user of {name}")

        tokens = {name: signed_in(name) for name in merchants}
        assert len(set(tokens.values())) == MERCHANTS
        assert tokens == {name: token_of(name, f"user of {name}") for name in merchants}
        # One merchant's user is nobody to another.
        with pytest.raises(omnifund.SignInRequired):
            token_of("merchant 1", "user of merchant 2")
        # A replaced OAuth client: the tokens that live serve to their end.
        store.replace_client("merchant 1", "another-id", "another secret")
        assert token_of("merchant 1", "user of merchant 1") == tokens["merchant 1"]


def test_each_environment_has_its_own_omnifund_and_store(tmp_path: Path) -> None:
    (opened,) = blocks("Development, staging, production")
    opened = opened.replace("/etc/omnifund", str(tmp_path))

    def session(environment: str) -> omnifund.Session:
        said: dict[str, Any] = {"omnifund": omnifund, "username": LocalServer.username}
        exec(opened, said | {"environment": environment}, said)
        found: omnifund.Session = said["session"]
        return found

    with LocalServer() as staging, LocalServer() as production:
        for environment, server in {"staging": staging, "production": production}.items():
            settings = server.environment()
            settings["OMNIFUND_STORE"] = str(tmp_path / f"store-{environment}")
            text = "".join(f"{name}={value}\n" for name, value in settings.items())
            (tmp_path / f"{environment}.conf").write_text(text)
            (tmp_path / f"{environment}.conf").chmod(0o600)
        session("staging").sign_in(LocalServer.password)
        assert session("staging").status().signed_in
        assert not session("production").status().signed_in
        assert production.exchanges() == []
