from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path

import pytest

import omnifund
from omnifund import LogLevel, Session, Store
from omnifund.testing import LocalServer


def test_lines_come_to_a_logger_of_pythons(
    omnifund_server: LocalServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "till.omnifund")
    config = omnifund_server.config()
    config.log_to(logging.getLogger("till.omnifund"), LogLevel.DEBUG)
    client = omnifund.Client(config)
    client.password_grant(omnifund_server.username, omnifund_server.password)
    with pytest.raises(omnifund.OmnifundError):
        client.password_grant(omnifund_server.username, "swordfish")
    levels = {record.levelno for record in caplog.records}
    assert {logging.INFO, logging.DEBUG} <= levels
    assert "password grant" in caplog.text
    assert "swordfish" not in caplog.text


def test_a_session_logs_to_its_configs_function_also_when_the_config_is_gone(
    omnifund_server: LocalServer,
) -> None:
    lines: list[tuple[int, str]] = []

    def opened() -> Session:
        with omnifund_server.config() as config:
            config.log_to(lambda level, line: lines.append((level, line)))
            client = omnifund.Client(config)
            return Session.open(client, Store.open_memory(), omnifund_server.username)

    session = opened()
    gc.collect()
    session.sign_in(omnifund_server.password)
    assert [level for level, _ in lines] == [LogLevel.INFO]


def test_a_receiver_may_call_the_library(omnifund_server: LocalServer) -> None:
    statuses: list[omnifund.Status] = []
    config = omnifund_server.config()
    config.log_to(lambda _level, _line: statuses.append(session.status()))
    client = omnifund.Client(config)
    session = Session.open(client, Store.open_memory(), omnifund_server.username)
    session.sign_in(omnifund_server.password)
    assert statuses[-1].signed_in


def test_a_receiver_that_raises_makes_no_call_fail(
    omnifund_server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    unraisable: list[sys.UnraisableHookArgs] = []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)

    def receiver(_level: int, _line: str) -> None:
        raise LookupError("no such log")

    config = omnifund_server.config()
    config.log_to(receiver)
    client = omnifund.Client(config)
    assert client.password_grant(omnifund_server.username, omnifund_server.password)
    assert [str(one.exc_value) for one in unraisable] == ["no such log"]


def test_the_librarys_own_sinks_are_there(
    omnifund_server: LocalServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = omnifund_server.config()
    config.log_to_file(tmp_path / "log", LogLevel.INFO)
    config.log_to_stderr(LogLevel.INFO)
    config.log_to_syslog()
    omnifund.Client(config).password_grant(omnifund_server.username, omnifund_server.password)
    assert "password grant" in (tmp_path / "log").read_text()
    assert "password grant" in capfd.readouterr().err
