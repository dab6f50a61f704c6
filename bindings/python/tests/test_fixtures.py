"""The fixtures, as an integrator's tests use them."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

import pytest
from waiting import until

import omnifund
from omnifund.testing import LocalServer


def test_a_token_expires_on_demand_without_sleeping(
    omnifund_session: omnifund.Session, omnifund_server: LocalServer
) -> None:
    omnifund_server.expire("access")
    assert omnifund_session.token_login().status == 200
    assert [login["status"] for login in omnifund_server.logins()] == [401, 200]
    # A line of the log comes when the server wrote it.
    until(lambda: "POST /login 401" in omnifund_server.log)


def test_a_program_under_test_finds_its_configuration_in_the_environment(
    omnifund_environment: dict[str, str],
) -> None:
    assert os.environ["OMNIFUND_BASE_URL"] == omnifund_environment["OMNIFUND_BASE_URL"]
    session = omnifund.Session.open_configured(LocalServer.username)
    session.sign_in(LocalServer.password)


def test_one_line_in_a_conftest_brings_them(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["omnifund.testing.fixtures"]')
    pytester.makepyfile("def test_it(omnifund_session): assert omnifund_session.token()")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_server_misbehaves_and_behaves(
    omnifund_server: LocalServer, omnifund_session: omnifund.Session
) -> None:
    omnifund_server.misbehave({"at": "token", "status": 503})
    with pytest.raises(omnifund.TryLater):
        omnifund_session.refresh()
    assert omnifund_server.faults()[0]["used"] >= 1
    omnifund_server.behave()
    assert omnifund_server.faults() == []


def test_a_server_that_can_not_start_says_why() -> None:
    with pytest.raises(RuntimeError, match="--no-such-option"):
        LocalServer("--no-such-option")


def test_a_binary_that_is_not_there_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMNIFUND_LOCAL")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RuntimeError, match="cargo build --package omnifund-local"):
        LocalServer()


def test_a_binary_of_this_pythons_environment_is_found_though_that_is_not_in_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "omnifund-local").symlink_to(os.environ["OMNIFUND_LOCAL"])
    monkeypatch.setattr(sysconfig, "get_path", {"scripts": str(tmp_path)}.get)
    monkeypatch.delenv("OMNIFUND_LOCAL")
    monkeypatch.setenv("PATH", "/nowhere")
    with LocalServer("--plain-http") as server:
        assert server.base_url.startswith("http://")


def test_it_ends_with_its_with_block_and_is_told_of_twice() -> None:
    with LocalServer("--plain-http") as server:
        assert server.ca_file == ""
        assert "OMNIFUND_CA_FILE" not in server.environment()
        omnifund.Client(server.config()).password_grant(server.username, server.password)
    assert Path(f"/proc/{server._process.pid}").exists() is False
