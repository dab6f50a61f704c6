from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from omnifund.testing import LocalServer

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "python" / "session.py"


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLE), *arguments]
    environment = {**os.environ, "OMNIFUND_USERNAME": LocalServer.username, **variables}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.usefixtures("omnifund_environment")
def test_it_signs_in_where_it_must_and_goes_on_without_the_password() -> None:
    first = run(OMNIFUND_PASSWORD=LocalServer.password)
    assert first.returncode == 0, first.stderr
    lines = first.stdout.splitlines()
    assert lines[0].endswith("signed in by password")
    assert lines[1].endswith("... (redacted), token login 200")
    second = run("2")
    assert second.returncode == 0, second.stderr
    shown = [line.partition("access token ")[2] for line in second.stdout.splitlines()]
    assert shown == [lines[1].partition("access token ")[2]] * 2


@pytest.mark.usefixtures("omnifund_environment")
def test_it_says_what_is_wrong() -> None:
    assert run().stderr == "OMNIFUND_PASSWORD is not set\n"
    wrong = run(OMNIFUND_PASSWORD="not the password")
    assert wrong.returncode == 1
    assert "invalid_grant" in wrong.stderr
    assert len(wrong.stderr.splitlines()) == 1


def test_it_ends_when_it_was_handed_a_second_token(
    omnifund_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with LocalServer("--access-lifetime", "2") as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        done = run("until-renewed", OMNIFUND_PASSWORD=server.password)
        assert done.returncode == 0, done.stderr
        assert len({line.split("access token ")[-1] for line in done.stdout.splitlines()[1:]}) == 2
