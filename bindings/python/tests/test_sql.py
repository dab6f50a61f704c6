"""Records in a database of the application's own, over DB-API."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import omnifund
from omnifund import Refusal, StoreAnswer
from omnifund.sql import MYSQL, POSTGRESQL, SQLITE, Database
from omnifund.testing import LocalServer, store_conformance

ROOT = Path(__file__).parents[3]
LONG = 60_000
A, B, C = ("a" * 32, "b" * 32, "c" * 32)
ONE, TWO = ("1" * 32, "2" * 32)

Connect = Callable[[], Any]


def sqlite(folder: Path) -> Connect:
    file = folder / "shop.db"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(file, timeout=20, check_same_thread=False)

    with contextlib.closing(connect()) as connection:
        connection.executescript((ROOT / "stores/sql/sqlite.sql").read_text())
    return connect


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(sqlite(tmp_path), SQLITE)


@contextlib.contextmanager
def opened(database: Database) -> Iterator[Any]:
    connection = database.connect(LONG)
    try:
        yield connection
    finally:
        database.disconnect(connection)


@contextlib.contextmanager
def refused(answer: StoreAnswer) -> Iterator[list[Refusal]]:
    seen: list[Refusal] = []
    with pytest.raises(Refusal) as raised:
        yield seen
    seen.append(raised.value)
    assert raised.value.answer == answer, raised.value


def until(look: Callable[[], Any]) -> Any:
    for _ in range(3000):
        found = look()
        if found is not None:
            return found
        time.sleep(0.02)
    raise AssertionError("not within a minute")


def test_a_record_is_read_as_it_was_written(database: Database) -> None:
    check_records(database)


def check_records(database: Database) -> None:
    key, body = f"session-{os.getpid():064x}", bytes(range(256)) * 8
    with opened(database) as one, opened(database) as other:
        assert len(database.identify(one, LONG)) == 32
        assert database.identify(other, LONG) == database.identify(one, LONG)
        assert database.load(one, LONG, key) is None
        fence = database.lease(one, LONG, key, A, LONG).fence
        with refused(StoreAnswer.BUSY) as seen:
            database.lease(other, LONG, key, B, LONG)
        assert 0 < seen[0].remaining <= LONG
        with refused(StoreAnswer.LOST):
            database.swap(other, LONG, key, B, fence, 0, ONE, b"x")
        with refused(StoreAnswer.CONFLICT):
            database.swap(one, LONG, key, A, fence, 1, ONE, b"x")
        database.swap(one, LONG, key, A, fence, 0, ONE, body)
        found = database.load(other, LONG, key)
        assert found is not None
        assert (found.version, found.write_id, found.body) == (1, ONE, body)
        assert 0 <= found.age < LONG
        assert database.list(one, LONG, "session-", "session.", 10) == [key]
        database.swap(one, LONG, key, A, fence, 1, TWO, None)
        assert database.load(one, LONG, key) is None
        assert database.list(one, LONG, "session-", "session.", 10) == []
        database.release(one, LONG, key, A, fence)
        with refused(StoreAnswer.LOST):
            database.release(one, LONG, key, A, fence)
        assert database.lease(other, LONG, key, B, LONG).fence > fence


def test_a_lease_ends_by_the_databases_clock(database: Database) -> None:
    with opened(database) as late, opened(database) as next_one:
        fence = database.lease(late, LONG, "session-0", A, 100).fence

        def take() -> int | None:
            try:
                return database.lease(next_one, LONG, "session-0", B, LONG).fence
            except Refusal as refusal:
                if refusal.answer != StoreAnswer.BUSY:
                    raise
                return None

        assert until(take) > fence
        with refused(StoreAnswer.LOST):
            database.swap(late, LONG, "session-0", A, fence, 0, ONE, b"late")


def test_names_that_were_only_tried_leave_nothing_and_fences_grow(database: Database) -> None:
    last = 0
    with opened(database) as one:
        for owner in (A, B, A, C):
            fence = database.lease(one, LONG, "session-0", owner, LONG).fence
            assert fence > last
            last = fence
            database.release(one, LONG, "session-0", owner, fence)
        rows = one.execute("SELECT count(*) FROM omnifund_store").fetchone()
        assert rows == (1,)


def test_writers_on_threads_lose_no_change(database: Database) -> None:
    check_writers(database)


def check_writers(database: Database) -> None:
    each, failures = 10, []

    def write(owner: str) -> None:
        try:
            with opened(database) as connection:
                for _ in range(each):
                    append(connection, owner)
        except BaseException as problem:
            failures.append(problem)

    def append(connection: Any, owner: str) -> None:
        def take() -> int | None:
            try:
                return database.lease(connection, LONG, "session-w", owner, LONG).fence
            except Refusal as refusal:
                if refusal.answer not in (StoreAnswer.BUSY, StoreAnswer.UNREACHABLE):
                    raise
                return None

        fence = until(take)
        found = database.load(connection, LONG, "session-w")
        version, body = (0, b"") if found is None else (found.version, found.body)
        held = "session-w", owner, fence
        database.swap(connection, LONG, *held, version, ONE, body + owner[:1].encode())
        database.release(connection, LONG, *held)

    threads = [threading.Thread(target=write, args=(owner,)) for owner in (A, B, C)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with opened(database) as connection:
        found = database.load(connection, LONG, "session-w")
    assert found is not None
    assert found.version == len(found.body) == each * 3


def test_nothing_of_a_key_is_sql(database: Database) -> None:
    with opened(database) as one:
        for key in ("session-'", "session-%s?:x", "session-'; DROP TABLE omnifund_store; --"):
            fence = database.lease(one, LONG, key, A, LONG).fence
            database.swap(one, LONG, key, A, fence, 0, ONE, b"x")
        for owner in ("", "'" * 32, "g" * 32):
            with refused(StoreAnswer.FAILED):
                database.lease(one, LONG, "session-0", owner, LONG)


def test_a_megabyte_is_a_record(database: Database) -> None:
    body = os.urandom(1_048_576)
    with opened(database) as one:
        fence = database.lease(one, LONG, "session-0", A, LONG).fence
        database.swap(one, LONG, "session-0", A, fence, 0, ONE, body)
        found = database.load(one, LONG, "session-0")
    assert found is not None
    assert found.body == body


class Interrupted:
    """A driver whose connection breaks at a statement's commit, as PEP 249 names it."""

    class OperationalError(Exception):
        pass

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        self._connection.commit()
        raise self.OperationalError("server closed the connection unexpectedly")


def test_a_lost_acknowledgement_is_unknown_and_the_write_id_tells(database: Database) -> None:
    with opened(database) as one:
        fence = database.lease(one, LONG, "session-0", A, LONG).fence
        with refused(StoreAnswer.UNKNOWN):
            held = "session-0", A, fence
            database.swap(Interrupted(one), LONG, *held, 0, ONE, b"x")
        found = database.load(one, LONG, "session-0")
        assert found is not None
        assert found.write_id == ONE
        with refused(StoreAnswer.UNREACHABLE):
            database.load(Interrupted(one), LONG, "session-0")


def test_without_a_table_it_is_a_failure_and_no_crash(tmp_path: Path) -> None:
    database = Database(lambda: sqlite3.connect(tmp_path / "empty.db"), SQLITE)
    with opened(database) as one, refused(StoreAnswer.UNREACHABLE) as seen:
        database.identify(one, LONG)
    assert "omnifund_store" in str(seen[0])


def test_no_time_left_asks_nothing(database: Database) -> None:
    with opened(database) as one, refused(StoreAnswer.UNREACHABLE):
        database.load(one, 0, "session-0")


def test_hosts_share_a_session_and_refresh_once(
    omnifund_client: omnifund.Client, database: Database, tmp_path: Path
) -> None:
    key = omnifund.Key(os.urandom(32))
    stores = [
        omnifund.Store.open_functions(database, key, journal=tmp_path / host)
        for host in ("one", "other")
    ]
    user = LocalServer.username
    one, other = (omnifund.Session.open(omnifund_client, store, user) for store in stores)
    one.sign_in(LocalServer.password)
    token = one.token().access_token
    assert other.token().access_token == token
    other.refresh()
    fresh = other.token().access_token
    assert fresh != token
    assert one.token().access_token == token, "it lives, and costs the database nothing"
    one.reject(token)
    assert one.token().access_token == fresh
    assert [entry.username for entry in stores[0].sessions()] == [user]
    for store in stores:
        store.detach()
        store.close()


def test_a_store_that_raises_is_an_error_and_a_detached_one_unreachable(
    omnifund_client: omnifund.Client, database: Database, tmp_path: Path
) -> None:
    key, broken = omnifund.Key(os.urandom(32)), RuntimeError("out of order")

    def connect() -> Any:
        raise broken

    functions = Database(connect, SQLITE)
    with pytest.raises(omnifund.OmnifundError) as raised:
        omnifund.Store.open_functions(functions, key, journal=tmp_path / "broken")
    assert "out of order" in str(raised.value)

    store = omnifund.Store.open_functions(database, key, journal=tmp_path / "journal")
    session = omnifund.Session.open(omnifund_client, store, LocalServer.username)
    session.sign_in(LocalServer.password)
    store.detach()
    with pytest.raises(omnifund.TryLater) as raised:
        session.refresh()
    assert raised.value.code == omnifund.Code.STORE_UNREACHABLE


DRIVERS = {"postgresql": ("psycopg", POSTGRESQL), "mariadb": ("pymysql", MYSQL)}


@pytest.mark.parametrize("name", DRIVERS)
def test_it_works_over_a_real_server(name: str, servers: dict[str, int], conformance: Path) -> None:
    module, dialect = DRIVERS[name]
    driver = pytest.importorskip(module)
    rest = {"postgresql": {"dbname": "omnifund"}, "mariadb": {"database": "omnifund"}}[name]
    names = itertools.count()

    def connect() -> Any:
        next(names)
        return driver.connect(
            host="127.0.0.1", port=servers[name], user="owner", password="throw-away", **rest
        )

    with contextlib.closing(connect()) as connection:
        cursor = connection.cursor()
        for statement in migration(name).split(";\n"):
            if statement.strip():
                cursor.execute(statement)
        connection.commit()
    database = Database(connect, dialect)
    check_records(database)
    check_writers(database)
    assert broken(database, conformance) == {}


def test_the_page_for_operators_has_lines_that_work(
    servers: dict[str, int], tmp_path: Path
) -> None:
    psycopg = pytest.importorskip("psycopg")
    url = f"postgresql://owner:throw-away@127.0.0.1:{servers['postgresql']}/omnifund"
    with psycopg.connect(url) as connection:
        connection.execute(migration("postgresql"))
    page = (ROOT / "docs/fleet.md").read_text()
    snippets = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(snippets) == 2
    run: dict[str, Any] = {"psycopg": psycopg, "url": url}
    exec(snippets[0].replace("/var/lib/pos/omnifund", f"{tmp_path}/omnifund"), run)
    run["store"].save_client("Till 7", LocalServer.client_id, LocalServer.client_secret)
    assert [client.name for client in run["store"].clients()] == ["Till 7"]
    run["store"].detach()


def test_the_page_for_operators_tells_how_a_store_is_tried(
    database: Database, conformance: Path
) -> None:
    page = (ROOT / "docs/fleet.md").read_text()
    snippet = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[1]
    run: dict[str, Any] = {"functions": database}
    exec(snippet.replace("./libomnifund_conformance.so", str(conformance)), run)


@pytest.fixture(scope="session")
def conformance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The conformance programme as a library."""
    library = tmp_path_factory.mktemp("conformance") / "libomnifund_conformance.so"
    command = ["cc", "-shared", "-fPIC", "-Iinclude", "-o", str(library)]
    subprocess.run([*command, "conformance/conformance.c", "-lpthread"], check=True, cwd=ROOT)
    return library


def broken(database: Database, conformance: Path) -> dict[str, str]:
    rules = store_conformance(database, conformance)
    assert len(rules) == 10, rules
    return {rule: problem for rule, problem in rules.items() if problem is not None}


def test_it_keeps_every_rule_of_the_conformance_programme(
    database: Database, conformance: Path
) -> None:
    assert broken(database, conformance) == {}


class Blind(Database):
    """Puts its bytes in the place of whatever is there."""

    def swap(self, connection: Any, deadline: int, key: str, *rest: Any) -> None:
        owner, fence, _, write_id, body = rest
        found = self.load(connection, deadline, key)
        version = 0 if found is None else found.version
        super().swap(connection, deadline, key, owner, fence, version, write_id, body)


def test_a_store_that_writes_blindly_is_caught(tmp_path: Path, conformance: Path) -> None:
    caught = broken(Blind(sqlite(tmp_path), SQLITE), conformance)
    assert "only the expected version is changed" in caught


def migration(name: str) -> str:
    folder = {"postgresql": "postgresql", "mariadb": "mysql"}[name]
    return (ROOT / "stores" / folder / "migration.sql").read_text()


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, int]]:
    """Real ones, which end with this."""
    program = ROOT / "target/debug/omnifund-databases"
    if not program.exists():
        pytest.fail(f"no {program}: cargo build --package omnifund-databases")
    shell = 'echo "$POSTGRESQL_PORT $MARIADB_PORT"; read -r _'
    command = [str(program), "postgresql", "mariadb", "--", "sh", "-c", shell]
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with running:
        assert running.stdout is not None
        postgresql, mariadb = running.stdout.readline().split()
        yield {"postgresql": int(postgresql), "mariadb": int(mariadb)}
        assert running.stdin is not None
        running.stdin.close()
