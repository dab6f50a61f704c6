"""Sessions in a database of the application's own, over any DB-API connection (PEP 249).

    store = omnifund.Store.open_functions(
        omnifund.sql.Database(lambda: psycopg.connect(url), omnifund.sql.POSTGRESQL), key
    )

The table is that of the libraries for `postgresql://` and `mysql://`, so an application and the
`omnifund` command share it: `omnifund store migrate` makes it, or prints the SQL.

A lease is a row's owner, fence and end by the database's clock. Each step is one statement that is
committed by itself and whose WHERE says what must be so. What stands in it besides words is numbers
and hex digits, so it needs no parameters, which drivers and poolers each have in a way of their
own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Optional

from omnifund._functions import Lease, Record, Refusal
from omnifund._raw._constants import StoreAnswer

__all__ = ["MYSQL", "POSTGRESQL", "SQLITE", "Database", "Dialect"]

#: The row of this key is no record: its write id is the store's id, and its fence the highest of
#: rows that are gone.
IDENTITY = ""

#: How often a step is tried that met another's.
TRIES = 5


@dataclass(frozen=True)
class Dialect:
    """What databases call things."""

    #: Milliseconds since 1970 by the database's clock, as a whole number.
    now: str
    #: Bytes of hex digits, which stand at `{}`.
    literal: str
    #: Hex digits of a column, which stands at `{}`.
    hex: str
    #: An insertion that leaves a row alone which is there: `{}` are columns and values.
    insert_if_absent: str


POSTGRESQL = Dialect(
    now="CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS bigint)",
    literal="decode('{}', 'hex')",
    hex="encode({}, 'hex')",
    insert_if_absent="INSERT INTO {} ON CONFLICT (record_key) DO NOTHING",
)
MYSQL = Dialect(
    now="(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000)",
    literal="X'{}'",
    hex="HEX({})",
    insert_if_absent="INSERT IGNORE INTO {}",
)
SQLITE = Dialect(
    now="CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
    literal="X'{}'",
    hex="hex({})",
    insert_if_absent="INSERT INTO {} ON CONFLICT (record_key) DO NOTHING",
)

# Of PEP 249: what may have come of an interrupted talk, and not of what was said.
_INTERRUPTED = {"OperationalError", "InterfaceError", "InternalError"}
# SQLSTATEs, and MySQL's numbers: the database itself took it back, since two met.
_COLLIDED = {"40001", "40P01", 1205, 1213}


class _Answer(NamedTuple):
    rows: list[Any]
    changed: int


class Database:
    """Records of libomnifund in the table `omnifund_store`, over connections that `connect` makes:
    one for each thread that is at work in the store, and none at all while tokens are fresh.

    The connections are this object's alone: it commits after each statement. Set the driver's
    time-outs to some seconds, for connecting and for statements: DB-API has none of its own, and a
    deadline is looked at between statements only. A driver that ties connections to threads must
    not (SQLite: `check_same_thread=False`); one that prepares statements by itself must not behind
    a pooler (psycopg: `prepare_threshold=None`).
    """

    def __init__(self, connect: Callable[[], Any], dialect: Dialect) -> None:
        self._connect = connect
        self._dialect = dialect

    def connect(self, deadline: int) -> Any:
        try:
            return self._connect()
        except Exception as problem:
            answer = StoreAnswer.UNREACHABLE if _is_interrupted(problem) else StoreAnswer.FAILED
            raise Refusal(answer, _words(problem)) from None

    def disconnect(self, connection: Any) -> None:
        connection.close()

    def identify(self, connection: Any, deadline: int) -> str:
        statement = f"SELECT write_id FROM omnifund_store WHERE {self._at(IDENTITY)}"
        rows, _ = self._ask(connection, _until(deadline), statement)
        if not rows:
            message = "the table omnifund_store has no id: `omnifund store migrate` makes both"
            raise Refusal(StoreAnswer.FAILED, message)
        return _text(rows[0][0])

    def load(self, connection: Any, deadline: int, key: str) -> Optional[Record]:
        body = self._dialect.hex.format("body")
        statement = (
            f"SELECT version, write_id, {self._dialect.now} - written, {body} FROM omnifund_store"
            f" WHERE {self._at(key)} AND body IS NOT NULL"
        )
        rows, _ = self._ask(connection, _until(deadline), statement)
        if not rows:
            return None
        version, write_id, age, digits = rows[0]
        record = bytes.fromhex(_text(digits))
        return Record(int(version), _text(write_id), max(int(age), 0), record)

    def lease(self, connection: Any, deadline: int, key: str, owner: str, lasting: int) -> Lease:
        """Compares and sets. Who comes too late looks again; who sees a live lease of another
        goes.
        """
        until, left = _until(deadline), 0
        for _ in range(TRIES):
            seen = self._seen(connection, until, key)
            if seen is None:
                self._make_room(connection, until, key)
                continue
            fence, other, left = seen
            if other is None or other == owner:
                left = 0
            if left > 0:
                break
            if self._take(connection, until, key, owner, fence, lasting):
                return Lease(fence + 1, lasting)
        raise Refusal(StoreAnswer.BUSY, remaining=max(left, 0))

    def swap(
        self,
        connection: Any,
        deadline: int,
        key: str,
        owner: str,
        fence: int,
        expected: int,
        write_id: str,
        body: Optional[bytes],
    ) -> None:
        until, at, now = _until(deadline), self._at(key), self._dialect.now
        held = _held(owner, fence)
        new = "NULL" if body is None else self._dialect.literal.format(body.hex())
        version = 0 if body is None else expected + 1
        statement = (
            f"UPDATE omnifund_store SET version = {version:d}, write_id = '{_id(write_id)}',"
            f" written = {now}, body = {new}"
            f" WHERE {at} AND {held} AND lease_end > {now} AND version = {expected:d}"
        )
        if self._changes(connection, until, statement, unknown=StoreAnswer.UNKNOWN):
            return
        statement = f"SELECT 1 FROM omnifund_store WHERE {at} AND {held} AND lease_end > {now}"
        rows, _ = self._ask(connection, until, statement)
        raise Refusal(StoreAnswer.CONFLICT if rows else StoreAnswer.LOST)

    def release(self, connection: Any, deadline: int, key: str, owner: str, fence: int) -> None:
        """A row that never had a record goes with the lease: whoever tries names at a log-in form
        would fill the table. Its fence is noted before.
        """
        until, at, held = _until(deadline), self._at(key), _held(owner, fence)
        end = (
            "UPDATE omnifund_store SET owner = NULL, lease_end = NULL"
            f" WHERE {at} AND {held} AND write_id IS NOT NULL"
        )
        if self._changes(connection, until, end):
            return
        unused = f"{at} AND {held} AND write_id IS NULL"
        note = (
            f"UPDATE omnifund_store SET fence = {fence:d}"
            f" WHERE {self._at(IDENTITY)} AND fence < {fence:d} AND EXISTS (SELECT 1 FROM"
            f" (SELECT record_key FROM omnifund_store WHERE {unused}) AS unused)"
        )
        self._changes(connection, until, note)
        if not self._changes(connection, until, f"DELETE FROM omnifund_store WHERE {unused}"):
            raise Refusal(StoreAnswer.LOST)

    def list(self, connection: Any, deadline: int, after: str, up_to: str, limit: int) -> list[str]:
        statement = (
            f"SELECT {self._dialect.hex.format('record_key')} FROM omnifund_store"
            f" WHERE record_key > {self._bytes(after)} AND record_key < {self._bytes(up_to)}"
            f" AND body IS NOT NULL ORDER BY record_key LIMIT {max(limit, 0):d}"
        )
        rows, _ = self._ask(connection, _until(deadline), statement)
        return [bytes.fromhex(_text(row[0])).decode() for row in rows]

    def _seen(
        self, connection: Any, until: float, key: str
    ) -> Optional[tuple[int, Optional[str], int]]:
        statement = (
            f"SELECT fence, owner, lease_end - {self._dialect.now} FROM omnifund_store"
            f" WHERE {self._at(key)}"
        )
        rows, _ = self._ask(connection, until, statement)
        if not rows:
            return None
        fence, owner, left = rows[0]
        return int(fence), None if owner is None else _text(owner), int(left or 0)

    def _make_room(self, connection: Any, until: float, key: str) -> None:
        row = (
            f"omnifund_store (record_key, version, fence) SELECT {self._bytes(key)}, 0, fence"
            f" FROM omnifund_store WHERE {self._at(IDENTITY)}"
        )
        self._changes(connection, until, self._dialect.insert_if_absent.format(row))

    def _take(
        self, connection: Any, until: float, key: str, owner: str, fence: int, lasting: int
    ) -> bool:
        now, who = self._dialect.now, _id(owner)
        statement = (
            f"UPDATE omnifund_store SET fence = {fence + 1:d}, owner = '{who}',"
            f" lease_end = {now} + {lasting:d} WHERE {self._at(key)} AND fence = {fence:d}"
            f" AND (owner IS NULL OR owner = '{who}' OR lease_end <= {now})"
        )
        return self._changes(connection, until, statement)

    def _at(self, key: str) -> str:
        return f"record_key = {self._bytes(key)}"

    def _bytes(self, text: str) -> str:
        return self._dialect.literal.format(text.encode().hex())

    def _changes(
        self,
        connection: Any,
        until: float,
        statement: str,
        unknown: StoreAnswer = StoreAnswer.UNREACHABLE,
    ) -> bool:
        _, changed = self._ask(connection, until, statement, unknown)
        return changed == 1

    def _ask(
        self,
        connection: Any,
        until: float,
        statement: str,
        unknown: StoreAnswer = StoreAnswer.UNREACHABLE,
    ) -> _Answer:
        tried = 1
        while True:
            if time.monotonic() >= until:
                raise Refusal(StoreAnswer.UNREACHABLE, "no time was left to ask the database")
            try:
                return _carried_out(connection, statement)
            except Exception as problem:
                _roll_back(connection)
                if _is_collision(problem) and tried < TRIES:
                    time.sleep(0.005 * tried)
                    tried += 1
                    continue
                if _is_collision(problem):
                    answer = StoreAnswer.UNREACHABLE
                else:
                    answer = unknown if _is_interrupted(problem) else StoreAnswer.FAILED
                raise Refusal(answer, _words(problem)) from None


def _carried_out(connection: Any, statement: str) -> _Answer:
    cursor = connection.cursor()
    try:
        cursor.execute(statement)
        rows = [] if cursor.description is None else cursor.fetchall()
        changed = cursor.rowcount
    finally:
        cursor.close()
    connection.commit()
    return _Answer(rows, changed)


def _roll_back(connection: Any) -> None:
    try:
        connection.rollback()
    except Exception:  # It is broken then, and the next statement says so.
        return


def _is_interrupted(problem: Exception) -> bool:
    """Drivers have classes of their own; PEP 249 gives their names."""
    return any(kind.__name__ in _INTERRUPTED for kind in type(problem).__mro__)


def _is_collision(problem: Exception) -> bool:
    number = problem.args[0] if problem.args else None
    states = getattr(problem, "sqlstate", None), getattr(problem, "pgcode", None), number
    return any(isinstance(one, (str, int)) and one in _COLLIDED for one in states)


def _words(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"


def _until(deadline: int) -> float:
    return time.monotonic() + deadline / 1000


def _id(text: str) -> str:
    if len(text) != 32 or not set(text) <= set("0123456789abcdefABCDEF"):
        raise Refusal(StoreAnswer.FAILED, "an id is not 32 hex digits")
    return text


def _held(owner: str, fence: int) -> str:
    return f"owner = '{_id(owner)}' AND fence = {fence:d}"


def _text(value: Any) -> str:
    """Some drivers give bytes for what is text."""
    return value.decode() if isinstance(value, (bytes, bytearray)) else str(value)
