from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Optional

import pytest

import omnifund
from omnifund import Key, Session, Store
from omnifund.testing import LocalServer


def test_oauth_clients_are_kept_renamed_replaced_and_removed(tmp_path: Path) -> None:
    with Store.open_file(tmp_path / "store") as store:
        store.save_client("Till 7", "id 7", "secret 7")
        store.save_client("Till 8", "id 8", "secret 8")
        store.rename_client("Till 7", "Till 9")
        assert store.replace_client("Till 8", "id 10", "secret 10") == 0
        kept = [(client.name, client.client_id) for client in store.clients()]
        assert kept == [("Till 9", "id 7"), ("Till 8", "id 10")]
        assert store.clients()[0].since > 0
        with pytest.raises(omnifund.OmnifundError) as raised:
            store.save_client("Till 9", "id 11", "secret 11")
        assert raised.value.code == omnifund.Code.CLIENT_NAME_TAKEN
        store.remove_client("Till 9")
        assert [client.name for client in store.clients()] == ["Till 8"]


def test_a_client_is_made_of_what_the_store_keeps(
    omnifund_server: LocalServer, tmp_path: Path
) -> None:
    store = Store.open_file(tmp_path / "store")
    store.save_client("Till 7", omnifund_server.client_id, omnifund_server.client_secret)
    client = omnifund.Client.from_store(omnifund_server.config(), store, "Till 7")
    assert client.password_grant(omnifund_server.username, omnifund_server.password)


def test_all_sessions_are_gone_through_page_by_page(omnifund_client: omnifund.Client) -> None:
    store = Store.open_memory()
    names = {f"user {number}" for number in range(300)}
    for name in names:
        Session.open(omnifund_client, store, name).adopt(f"refresh token of {name}")
    found = list(store.sessions())
    assert {entry.username for entry in found} == names
    assert len(found) == len(names)
    assert found[0].client_id == LocalServer.client_id
    assert found[0].base_url.startswith("https://127.0.0.1")
    assert found[0].signed_in
    assert found[0].last_rotation
    assert len(list(store.sessions(omnifund_client))) == len(names)


def test_all_sessions_are_told_to_prometheus_and_so_is_a_damaged_one(
    omnifund_client: omnifund.Client, tmp_path: Path
) -> None:
    store = Store.open_file(tmp_path / "store")
    store.save_client("Till 7", LocalServer.client_id, LocalServer.client_secret)
    for name in ["alice", 'bob "the till"']:
        Session.open(omnifund_client, store, name).adopt(f"refresh token of {name}")

    def sampled() -> list[str]:
        text = store.metrics()
        return [
            line for line in text.splitlines() if line.startswith("omnifund_session_signed_in{")
        ]

    labels = f'client="Till 7",client_id="{LocalServer.client_id}"'
    assert any(f'{labels},user="alice"}} 1' in line for line in sampled())
    assert any(f'{labels},user="bob \\"the till\\""}} 1' in line for line in sampled())
    next((tmp_path / "store/records").glob("*/1-*")).write_text("damaged")
    assert len(sampled()) == 1
    assert f'omnifund_store_damaged_records{{store="{tmp_path}/store"}} 1\n' in store.metrics()


def test_a_configuration_says_how_long_refresh_tokens_live(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    store = Store.open_memory()
    Session.open(omnifund_client, store, "alice").adopt("refresh token")

    def ends(config: Optional[omnifund.Config]) -> int:
        name = "omnifund_session_refresh_token_end_timestamp_seconds{"
        found = [line for line in store.metrics(config).splitlines() if line.startswith(name)]
        return int(found[0].rsplit(" ", 1)[1])

    config = omnifund_server.config()
    config.change(refresh_lifetime=60)
    assert ends(None) - ends(config) == 14 * 24 * 3600 - 60


def test_keep_alive_refreshes_old_sessions_and_tells_of_each(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> None:
    store = Store.open_memory()
    with Session.open(omnifund_client, store, omnifund_server.username) as session:
        session.sign_in(omnifund_server.password)
        token = session.token()
    Session.open(omnifund_client, store, "nobody").adopt("no such refresh token")
    told: dict[str, Optional[omnifund.OmnifundError]] = {}
    # An age below nothing would be refused: sessions of this very second count at 0.
    store.keep_alive(omnifund_client, told.__setitem__, age=0, within=2)
    assert told[omnifund_server.username] is None
    assert isinstance(told["nobody"], omnifund.SignInRequired)
    with Session.open(omnifund_client, store, omnifund_server.username) as session:
        assert session.token() != token
    store.keep_alive(omnifund_client)


def test_what_a_keep_alive_callback_raises_comes_out_of_the_call(
    omnifund_client: omnifund.Client,
) -> None:
    store = Store.open_memory()
    Session.open(omnifund_client, store, "nobody").adopt("no such refresh token")

    def callback(_username: str, _error: Optional[omnifund.OmnifundError]) -> None:
        raise LookupError("no such till")

    with pytest.raises(LookupError, match="no such till"):
        store.keep_alive(omnifund_client, callback, age=0, within=2)


def test_a_store_is_its_machines_by_the_name_that_it_was_given(tmp_path: Path) -> None:
    Store.open_file(tmp_path / "store", machine="till-7")
    with pytest.raises(omnifund.StoreError):
        Store.open_file(tmp_path / "store", machine="till-8")


def test_the_key_in_the_key_file_is_changed_in_two_steps(
    omnifund_client: omnifund.Client, tmp_path: Path
) -> None:
    store = Store.open_file(tmp_path / "store", key_file=tmp_path / "sealing.key")
    Session.open(omnifund_client, store, "alice").adopt("a refresh token")
    before = (tmp_path / "sealing.key").read_bytes()
    store.prepare_key()
    assert store.rotate_key() >= 1
    assert (tmp_path / "sealing.key").read_bytes() != before


def test_a_key_file_is_sealed_for_nobody_where_the_system_can_not(tmp_path: Path) -> None:
    with pytest.raises(omnifund.ConfigurationError):
        Store.open_file(tmp_path / "store", key_protection="user")
    Store.open_file(tmp_path / "store", key_protection="none")


def test_a_key_of_ones_own_opens_what_it_sealed(
    omnifund_client: omnifund.Client, tmp_path: Path
) -> None:
    old, new = Key(os.urandom(32)), Key(os.urandom(32))
    with Store.open_file(tmp_path / "store", old) as store:
        Session.open(omnifund_client, store, "alice").adopt("a refresh token")
    with Store.open_file(tmp_path / "store", new, older_keys=[old]) as store:
        assert store.rotate_key() >= 1
    with Store.open_file(tmp_path / "store", new) as store:
        assert [entry.username for entry in store.sessions()] == ["alice"]
    with Store.open_file(tmp_path / "store", old) as store:
        [entry] = store.sessions()
        assert entry.problem
        assert "sealed with another key" in entry.problem
        assert not entry.username


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(omnifund.Bug) as raised:
        Key(b"short")
    assert raised.value.code == omnifund.Code.INVALID_ARGUMENT


def test_a_store_for_a_group_has_the_groups_permissions(tmp_path: Path) -> None:
    Store.open_file(tmp_path / "store", group=True, allow_network=True, take_over=True).close()
    assert (tmp_path / "store").stat().st_mode & 0o7777 == 0o2770


def test_a_store_that_must_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(omnifund.StoreError) as raised:
        Store.open_file(tmp_path / "mistyped", must_exist=True)
    assert raised.value.code == omnifund.Code.STORE_MISSING
    assert not list(tmp_path.iterdir())


def test_a_store_that_others_may_read_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store").chmod(0o777)
    with pytest.raises(omnifund.StoreError) as raised:
        Store.open_file(tmp_path / "store")
    assert raised.value.code == omnifund.Code.STORE_PERMISSIONS


def test_the_audit_tells_what_is_done_in_a_store(
    omnifund_server: LocalServer, tmp_path: Path
) -> None:
    store = Store.open_file(tmp_path / "store", audit=f"file:{tmp_path / 'audit'}")
    store.save_client("Till 7", omnifund_server.client_id, omnifund_server.client_secret)
    with Session.open(omnifund.Client(omnifund_server.config()), store, "nobody") as session:
        with pytest.raises(omnifund.OmnifundError):
            session.sign_in("swordfish")
    lines = [json.loads(line) for line in (tmp_path / "audit").read_text().splitlines()]
    assert [(line["act"], line["outcome"]) for line in lines] == [
        ("client-add", "done"),
        ("sign-in", "refused"),
    ]
    with pytest.raises(omnifund.ConfigurationError, match="audit"):
        omnifund.Config(audit="stderr")
