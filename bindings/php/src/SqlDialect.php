<?php

declare(strict_types=1);

namespace Omnifund;

/** What databases call things. */
enum SqlDialect
{
    /** PostgreSQL, and what speaks as it does. */
    case PostgreSql;

    /** MariaDB and MySQL. */
    case MySql;

    case Sqlite;

    /**
     * Milliseconds since 1970 by the database's clock, as a whole number.
     *
     * @internal
     */
    public function now(): string
    {
        return match ($this) {
            self::PostgreSql => 'CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS bigint)',
            self::MySql => "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000)",
            self::Sqlite => "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
        };
    }

    /** @internal */
    public function bytes(string $bytes): string
    {
        $digits = bin2hex($bytes);
        return $this === self::PostgreSql ? "decode('$digits', 'hex')" : "X'$digits'";
    }

    /** @internal */
    public function hex(string $column): string
    {
        return $this === self::PostgreSql ? "encode($column, 'hex')" : "hex($column)";
    }

    /**
     * An insertion that leaves a row alone which is there.
     *
     * @internal
     */
    public function insertIfAbsent(string $row): string
    {
        return $this === self::MySql
            ? "INSERT IGNORE INTO $row"
            : "INSERT INTO $row ON CONFLICT (record_key) DO NOTHING";
    }
}
