// Package omnifundsql keeps sessions in a database of the application's own, over database/sql:
//
//	store, err := omnifund.OpenFunctionsStore(omnifundsql.New(db, omnifundsql.PostgreSQL))
//
// The table is that of the libraries for postgresql:// and mysql://, so an application and the omnifund command share
// it: `omnifund store migrate` makes it, or prints the SQL.
//
// A lease is a row's owner, fence and end by the database's clock. Each step is one statement that commits by itself
// and whose WHERE says what must be so. What stands in it besides words is numbers and hex digits, so it needs no
// parameters, which drivers and poolers each have in a way of their own.
package omnifundsql

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
)

// identity is the key of a row that is no record: its write id is the store's id, and its fence the highest of rows that
// are gone.
const identity = ""

// How often a step is tried that met another's.
const tries = 5

// Dialect is what a database calls things.
type Dialect struct {
	// Milliseconds since 1970 by the database's clock, as a whole number.
	now string
	// Bytes of hex digits, and hex digits of a column, as formats.
	literal, hex string
	// An insertion that leaves a row alone which is there, as a format.
	insertIfAbsent string
}

// PostgreSQL is the dialect of PostgreSQL, and of what speaks as it does.
var PostgreSQL = Dialect{
	now:            "CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS bigint)",
	literal:        "decode('%s', 'hex')",
	hex:            "encode(%s, 'hex')",
	insertIfAbsent: "INSERT INTO %s ON CONFLICT (record_key) DO NOTHING",
}

// MySQL is the dialect of MariaDB and MySQL.
var MySQL = Dialect{
	now:            "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000)",
	literal:        "X'%s'",
	hex:            "HEX(%s)",
	insertIfAbsent: "INSERT IGNORE INTO %s",
}

// SQLite is the dialect of SQLite.
var SQLite = Dialect{
	now:            "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
	literal:        "X'%s'",
	hex:            "hex(%s)",
	insertIfAbsent: "INSERT INTO %s ON CONFLICT (record_key) DO NOTHING",
}

// New is for [omnifund.OpenFunctionsStore]: records in the table omnifund_store of a database, over connections of its
// pool, one for each goroutine that is at work in the store, and none at all while tokens are fresh. Deadlines are kept
// by contexts.
func New(db *sql.DB, dialect Dialect) omnifund.StoreFunctions {
	return database{db, dialect}
}

type database struct {
	db      *sql.DB
	dialect Dialect
}

func (d database) Connect(ctx context.Context) (omnifund.StoreConnection, error) {
	opened, err := d.db.Conn(ctx)
	if err != nil {
		return nil, refused(err, omnifund.StoreAnswerUnreachable)
	}
	return &connection{opened, d.dialect}, nil
}

type connection struct {
	opened  *sql.Conn
	dialect Dialect
}

func (c *connection) Close() error { return c.opened.Close() }

func (c *connection) Identify(ctx context.Context) (id string, err error) {
	statement := fmt.Sprintf("SELECT write_id FROM omnifund_store WHERE %s", c.at(identity))
	found, err := c.row(ctx, statement, &id)
	if err == nil && !found {
		return "", refusal(omnifund.StoreAnswerFailed,
			"the table omnifund_store has no id: `omnifund store migrate` makes both")
	}
	return id, err
}

func (c *connection) Load(ctx context.Context, key string) (*omnifund.StoreRecord, error) {
	statement := fmt.Sprintf("SELECT version, write_id, %s - written, %s FROM omnifund_store"+
		" WHERE %s AND body IS NOT NULL", c.dialect.now, fmt.Sprintf(c.dialect.hex, "body"), c.at(key))
	var record omnifund.StoreRecord
	var age int64
	var digits string
	found, err := c.row(ctx, statement, &record.Version, &record.WriteID, &age, &digits)
	if err != nil || !found {
		return nil, err
	}
	if record.Body, err = hex.DecodeString(digits); err != nil {
		return nil, refusal(omnifund.StoreAnswerFailed, err.Error())
	}
	record.Age = time.Duration(max(age, 0)) * time.Millisecond
	return &record, nil
}

// Lease compares and sets. Who comes too late looks again; who sees a live lease of another goes.
func (c *connection) Lease(ctx context.Context, key, owner string, lasting time.Duration) (omnifund.StoreLease, error) {
	var none omnifund.StoreLease
	if err := checkID(owner); err != nil {
		return none, err
	}
	seen := fmt.Sprintf("SELECT fence, owner, lease_end - %s FROM omnifund_store WHERE %s", c.dialect.now, c.at(key))
	var left sql.NullInt64
	for try := 0; try < tries; try++ {
		var fence int64
		var other sql.NullString
		found, err := c.row(ctx, seen, &fence, &other, &left)
		if err != nil {
			return none, err
		}
		if !found {
			if _, err := c.changes(ctx, c.room(key), omnifund.StoreAnswerUnreachable); err != nil {
				return none, err
			}
			continue
		}
		if !other.Valid || other.String == owner {
			left.Int64 = 0
		}
		if left.Int64 > 0 {
			break
		}
		take := fmt.Sprintf("UPDATE omnifund_store SET fence = %d, owner = '%s', lease_end = %s + %d"+
			" WHERE %s AND fence = %d AND (owner IS NULL OR owner = '%s' OR lease_end <= %s)",
			fence+1, owner, c.dialect.now, lasting.Milliseconds(), c.at(key), fence, owner, c.dialect.now)
		taken, err := c.changes(ctx, take, omnifund.StoreAnswerUnreachable)
		if err != nil {
			return none, err
		}
		if taken {
			return omnifund.StoreLease{Fence: fence + 1, Remaining: lasting}, nil
		}
	}
	busy := refusal(omnifund.StoreAnswerBusy, "another has the lease")
	busy.Remaining = time.Duration(max(left.Int64, 0)) * time.Millisecond
	return none, busy
}

func (c *connection) Swap(ctx context.Context, change omnifund.StoreChange) error {
	held, err := held(change.Owner, change.Fence)
	if err != nil {
		return err
	}
	if err := checkID(change.WriteID); err != nil {
		return err
	}
	version, body := int64(0), "NULL"
	if change.Body != nil {
		version, body = change.Expected+1, fmt.Sprintf(c.dialect.literal, hex.EncodeToString(change.Body))
	}
	now, at := c.dialect.now, c.at(change.Key)
	swapped, err := c.changes(ctx, fmt.Sprintf("UPDATE omnifund_store SET version = %d, write_id = '%s', written = %s,"+
		" body = %s WHERE %s AND %s AND lease_end > %s AND version = %d",
		version, change.WriteID, now, body, at, held, now, change.Expected), omnifund.StoreAnswerUnknown)
	if err != nil || swapped {
		return err
	}
	var one int64
	live := fmt.Sprintf("SELECT 1 FROM omnifund_store WHERE %s AND %s AND lease_end > %s", at, held, now)
	found, err := c.row(ctx, live, &one)
	if err != nil {
		return err
	}
	if found {
		return refusal(omnifund.StoreAnswerConflict, "the record is in another version")
	}
	return refusal(omnifund.StoreAnswerLost, "the lease is over")
}

// Release takes a row that never had a record away with the lease: whoever tries names at a log-in form would fill the
// table. Its fence is noted before.
func (c *connection) Release(ctx context.Context, key, owner string, fence int64) error {
	held, err := held(owner, fence)
	if err != nil {
		return err
	}
	unused := fmt.Sprintf("%s AND %s AND write_id IS NULL", c.at(key), held)
	note := fmt.Sprintf("UPDATE omnifund_store SET fence = %d WHERE %s AND fence < %d AND EXISTS (SELECT 1 FROM"+
		" (SELECT record_key FROM omnifund_store WHERE %s) AS unused)", fence, c.at(identity), fence, unused)
	end := fmt.Sprintf("UPDATE omnifund_store SET owner = NULL, lease_end = NULL WHERE %s AND %s AND write_id IS NOT NULL",
		c.at(key), held)
	ended, err := c.changes(ctx, end, omnifund.StoreAnswerUnreachable)
	if err != nil || ended {
		return err
	}
	if _, err := c.changes(ctx, note, omnifund.StoreAnswerUnreachable); err != nil {
		return err
	}
	ended, err = c.changes(ctx, "DELETE FROM omnifund_store WHERE "+unused, omnifund.StoreAnswerUnreachable)
	if err == nil && !ended {
		return refusal(omnifund.StoreAnswerLost, "the lease is over")
	}
	return err
}

func (c *connection) List(ctx context.Context, after, upTo string, limit int64) (keys []string, err error) {
	statement := fmt.Sprintf("SELECT %s FROM omnifund_store WHERE record_key > %s AND record_key < %s"+
		" AND body IS NOT NULL ORDER BY record_key LIMIT %d",
		fmt.Sprintf(c.dialect.hex, "record_key"), c.bytes(after), c.bytes(upTo), max(limit, 0))
	rows, err := c.opened.QueryContext(ctx, statement)
	if err != nil {
		return nil, refused(err, omnifund.StoreAnswerUnreachable)
	}
	defer rows.Close()
	for rows.Next() {
		var digits string
		if err := rows.Scan(&digits); err != nil {
			return nil, refused(err, omnifund.StoreAnswerUnreachable)
		}
		key, err := hex.DecodeString(digits)
		if err != nil {
			return nil, refusal(omnifund.StoreAnswerFailed, err.Error())
		}
		keys = append(keys, string(key))
	}
	if err := rows.Err(); err != nil {
		return nil, refused(err, omnifund.StoreAnswerUnreachable)
	}
	return keys, nil
}

func (c *connection) room(key string) string {
	return fmt.Sprintf(c.dialect.insertIfAbsent, fmt.Sprintf(
		"omnifund_store (record_key, version, fence) SELECT %s, 0, fence FROM omnifund_store WHERE %s",
		c.bytes(key), c.at(identity)))
}

func (c *connection) at(key string) string { return "record_key = " + c.bytes(key) }

func (c *connection) bytes(key string) string {
	return fmt.Sprintf(c.dialect.literal, hex.EncodeToString([]byte(key)))
}

// row reads the one row that a statement gives, where there is one.
func (c *connection) row(ctx context.Context, statement string, columns ...any) (bool, error) {
	err := retried(ctx, func() error { return c.opened.QueryRowContext(ctx, statement).Scan(columns...) })
	if err == sql.ErrNoRows {
		return false, nil
	}
	if err != nil {
		return false, refused(err, omnifund.StoreAnswerUnreachable)
	}
	return true, nil
}

// changes carries a statement out, and tells whether it changed a row.
func (c *connection) changes(ctx context.Context, statement string, unknown omnifund.StoreAnswer) (bool, error) {
	var changed int64
	err := retried(ctx, func() error {
		result, err := c.opened.ExecContext(ctx, statement)
		if err != nil {
			return err
		}
		changed, err = result.RowsAffected()
		return err
	})
	if err != nil {
		return false, refused(err, unknown)
	}
	return changed == 1, nil
}

func held(owner string, fence int64) (string, error) {
	return fmt.Sprintf("owner = '%s' AND fence = %d", owner, fence), checkID(owner)
}

func checkID(id string) error {
	if decoded, err := hex.DecodeString(id); err != nil || len(decoded) != 16 {
		return refusal(omnifund.StoreAnswerFailed, "an id is not 32 hex digits")
	}
	return nil
}
