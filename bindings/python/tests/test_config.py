from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import omnifund
from omnifund import Config
from omnifund.testing import LocalServer


def test_every_setting_is_taken_by_keyword(omnifund_server: LocalServer) -> None:
    config = Config(
        environment="sandbox",
        base_url=omnifund_server.base_url,
        client_id=omnifund_server.client_id,
        client_secret=omnifund_server.client_secret,
        json_body=True,
        connect_timeout=2.5,
        exchange_timeout=10,
        call_budget=20,
        proxy="none",
        ca_file=Path(omnifund_server.ca_file),
        trust_ca_file_only=True,
        allow_plain_http=True,
        replay=omnifund.Replay.ONCE,
        refresh_lifetime=86400,
        audit="syslog",
    )
    client = omnifund.Client(config)
    assert client.password_grant(omnifund_server.username, omnifund_server.password)


def test_none_leaves_a_setting_as_it_is() -> None:
    with Config(environment=None, ca_file=None, proxy=None) as config:
        config.change(base_url=None)


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("environment", "nowhere", "sandbox"),
        ("base_url", "ftp://example.test", "URL"),
        ("connect_timeout", 0, "timeout"),
        ("ca_file", "/no/such/file", "/no/such/file"),
        ("proxy", "what is this", "proxy"),
        ("refresh_lifetime", -1, "refresh"),
    ],
)
def test_a_wrong_setting_is_an_error_that_names_it(setting: Any, value: Any, words: str) -> None:
    with pytest.raises(omnifund.ConfigurationError, match=words):
        Config(**{setting: value})


def test_a_missing_setting_is_named_when_a_client_is_made() -> None:
    with pytest.raises(omnifund.ConfigurationError, match=r"base URL|environment"):
        omnifund.Client(Config(client_id="1", client_secret="2"))


def test_a_setting_that_does_not_exist_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="no such setting: colour"):
        Config(colour="red")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="go together"):
        Config(client_id="1")


def test_the_environment_variables_are_read_when_asked_for(
    omnifund_environment: dict[str, str],
) -> None:
    config = Config.load()
    store = omnifund.Store.open_configured(config)
    client = omnifund.Client.open_configured(config, store)
    assert client.password_grant(LocalServer.username, LocalServer.password)
    assert Path(omnifund_environment["OMNIFUND_STORE"]).is_dir()


def test_settings_by_keyword_come_on_top_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "omnifund.conf"
    file.write_text("OMNIFUND_BASE_URL=https://127.0.0.1:1\n")
    file.chmod(0o600)
    omnifund.Client(Config.load(file, client_id="1", client_secret="2"))


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "omnifund.conf"
    file.write_text("OMNIFUND_ENVIRONMENT=sandbox\n")
    file.chmod(0o644)
    with pytest.raises(omnifund.ConfigurationError, match=r"omnifund\.conf"):
        Config.load(file)
