-- The table for SQLite, as stores/postgresql/migration.sql has it for PostgreSQL.
CREATE TABLE IF NOT EXISTS omnifund_store (
    record_key BLOB PRIMARY KEY,
    version INTEGER NOT NULL,
    write_id TEXT,
    written INTEGER,
    body BLOB,
    fence INTEGER NOT NULL,
    owner TEXT,
    lease_end INTEGER
);

INSERT INTO omnifund_store (record_key, version, fence, write_id)
VALUES (X'', 0, 0, lower(hex(randomblob(16))))
ON CONFLICT (record_key) DO NOTHING;
