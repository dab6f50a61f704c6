-- A row for each record of libomnifund, with its lease; times in milliseconds since 1970 by the database's clock.
-- Keys are ASCII, as bytes, so that no collation orders them: encode(record_key, 'escape') shows them.
CREATE TABLE IF NOT EXISTS omnifund_store (
    record_key bytea PRIMARY KEY,
    version bigint NOT NULL,
    write_id char(32),
    written bigint,
    body bytea,
    fence bigint NOT NULL,
    owner char(32),
    lease_end bigint
);

-- The row of the empty key holds the store's id, by which records are sealed, and the highest fence of rows that are gone.
INSERT INTO omnifund_store (record_key, version, fence, write_id)
VALUES (decode('', 'hex'), 0, 0, replace(CAST(gen_random_uuid() AS text), '-', ''))
ON CONFLICT (record_key) DO NOTHING;
