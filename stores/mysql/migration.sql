-- A row for each record of libomnifund, with its lease; times in milliseconds since 1970 by the database's clock.
-- Keys are ASCII, as bytes, so that no collation orders them. The engine must know transactions.
CREATE TABLE IF NOT EXISTS omnifund_store (
    record_key varbinary(80) NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    write_id char(32) CHARACTER SET ascii COLLATE ascii_bin,
    written bigint,
    body mediumblob,
    fence bigint NOT NULL,
    owner char(32) CHARACTER SET ascii COLLATE ascii_bin,
    lease_end bigint
) ENGINE = InnoDB;

-- The row of the empty key holds the store's id, by which records are sealed, and the highest fence of rows that are gone.
INSERT IGNORE INTO omnifund_store (record_key, version, fence, write_id)
VALUES ('', 0, 0, REPLACE(UUID(), '-', ''));
