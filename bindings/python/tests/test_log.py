from __future__ import annotations

import gc
import logging
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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
    done, refused = [record for record in caplog.records if vars(record)["event"] == "exchange"]
    assert vars(done)["user"] == omnifund_server.username
    assert vars(done)["client_id"] == omnifund_server.client_id
    assert vars(done)["duration"] > 0
    assert vars(done)["code"] == 0
    assert vars(refused)["code"] == omnifund.Code.WRONG_PASSWORD


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


def test_what_is_under_way_is_logged_before_the_server_has_answered() -> None:
    seen = threading.Event()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            pair = b'{"access_token":"A","refresh_token":"R","expires_in":3600}'
            self.send_response(200 if seen.wait(60) else 500)
            seen.clear()
            self.send_header("Content-Length", str(len(pair)))
            self.end_headers()
            self.wfile.write(pair)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    config = omnifund.Config(
        base_url=f"http://127.0.0.1:{server.server_address[1]}",
        client_id="1",
        client_secret="2",
        proxy="none",
    )

    def tell(_level: int, line: str) -> None:
        if "asking" in line:
            seen.set()

    config.log_to(tell, LogLevel.DEBUG)
    with Session.open(omnifund.Client(config), Store.open_memory(), "alice") as session:
        session.sign_in("password")
        session.refresh()
    server.shutdown()
    server.server_close()


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
