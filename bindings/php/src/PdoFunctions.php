<?php

declare(strict_types=1);

namespace Omnifund;

use Closure;
use PDO;
use PDOException;

/**
 * Sessions in a database of the application's own, over PDO:
 *
 *     $store = Store::functions(new PdoFunctions(fn () => new PDO($dsn, $user, $password), SqlDialect::PostgreSql));
 *
 * The table is that of the libraries for postgresql:// and mysql://, so an application and the omnifund command share
 * it: `omnifund store migrate` makes it, or prints the SQL. The connections are this object's alone; none is made while
 * tokens are fresh. Set the driver's time-outs to some seconds: PDO has no deadline of its own, and one is looked at
 * between statements only.
 *
 * A lease is a row's owner, fence and end by the database's clock. Each step is one statement that commits by itself
 * and whose WHERE says what must be so. What stands in it besides words is numbers and hex digits, so it needs no
 * parameters, which drivers and poolers each have in a way of their own.
 */
final class PdoFunctions implements StoreFunctions
{
    /** The key of a row that is no record: its write id is the store's id, and its fence the highest of gone rows. */
    private const IDENTITY = '';

    /** How often a step is tried that met another's. */
    private const TRIES = 5;

    /** @param Closure(): PDO $connect */
    public function __construct(private Closure $connect, private SqlDialect $dialect)
    {
    }

    public function connect(int $deadline): object
    {
        try {
            $connection = ($this->connect)();
            $connection->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
            if ($this->dialect !== SqlDialect::Sqlite) {
                // Prepared by name, a statement would be one session's behind a pooler.
                $connection->setAttribute(PDO::ATTR_EMULATE_PREPARES, true);
            }
            return $connection;
        } catch (PDOException $problem) {
            throw $this->refusal($problem, StoreAnswer::Unreachable);
        }
    }

    public function disconnect(object $connection): void
    {
        // Whoever held it last has ended it.
    }

    public function identify(object $connection, int $deadline): string
    {
        $at = $this->at(self::IDENTITY);
        $rows = $this->rows($connection, self::until($deadline), "SELECT write_id FROM omnifund_store WHERE $at");
        return $rows[0][0] ?? throw new StoreRefusal(
            StoreAnswer::Failed,
            'the table omnifund_store has no id: `omnifund store migrate` makes both',
        );
    }

    public function load(object $connection, int $deadline, string $key): ?StoreRecord
    {
        $rows = $this->rows($connection, self::until($deadline), sprintf(
            'SELECT version, write_id, %s - written, %s FROM omnifund_store WHERE %s AND body IS NOT NULL',
            $this->dialect->now(),
            $this->dialect->hex('body'),
            $this->at($key),
        ));
        if ($rows === []) {
            return null;
        }
        [$version, $writeId, $age, $digits] = $rows[0];
        $body = (string) hex2bin((string) $digits);
        return new StoreRecord((int) $version, (string) $writeId, max(0, (int) $age), $body);
    }

    /** Compares and sets. Who comes too late looks again; who sees a live lease of another goes. */
    public function lease(object $connection, int $deadline, string $key, string $owner, int $lasting): StoreLease
    {
        self::checkId($owner);
        [$until, $at, $now, $left] = [self::until($deadline), $this->at($key), $this->dialect->now(), 0];
        for ($try = 0; $try < self::TRIES; $try++) {
            $seen = "SELECT fence, owner, lease_end - $now FROM omnifund_store WHERE $at";
            $rows = $this->rows($connection, $until, $seen);
            if ($rows === []) {
                $this->changes($connection, $until, $this->room($key));
                continue;
            }
            [$fence, $other, $left] = [(int) $rows[0][0], $rows[0][1], (int) $rows[0][2]];
            $left = $other === null || $other === $owner ? 0 : $left;
            if ($left > 0) {
                break;
            }
            $next = $fence + 1;
            $take = "UPDATE omnifund_store SET fence = $next, owner = '$owner', lease_end = $now + $lasting"
                . " WHERE $at AND fence = $fence"
                . " AND (owner IS NULL OR owner = '$owner' OR lease_end <= $now)";
            if ($this->changes($connection, $until, $take)) {
                return new StoreLease($next, $lasting);
            }
        }
        throw new StoreRefusal(StoreAnswer::Busy, 'another has the lease', max(0, $left));
    }

    public function swap(
        object $connection,
        int $deadline,
        string $key,
        string $owner,
        int $fence,
        int $expected,
        string $writeId,
        ?string $body,
    ): void {
        self::checkId($writeId);
        [$until, $now] = [self::until($deadline), $this->dialect->now()];
        $live = "{$this->at($key)} AND {$this->held($owner, $fence)} AND lease_end > $now";
        $new = $body === null ? 'NULL' : $this->dialect->bytes($body);
        $version = $body === null ? 0 : $expected + 1;
        $swap = "UPDATE omnifund_store SET version = $version, write_id = '$writeId', written = $now, body = $new"
            . " WHERE $live AND version = $expected";
        if ($this->changes($connection, $until, $swap, StoreAnswer::Unknown)) {
            return;
        }
        $rows = $this->rows($connection, $until, "SELECT 1 FROM omnifund_store WHERE $live");
        throw $rows === []
            ? new StoreRefusal(StoreAnswer::Lost, 'the lease is over')
            : new StoreRefusal(StoreAnswer::Conflict, 'the record is in another version');
    }

    /**
     * A row that never had a record goes with the lease: whoever tries names at a log-in form would fill the table. Its
     * fence is noted before.
     */
    public function release(object $connection, int $deadline, string $key, string $owner, int $fence): void
    {
        [$until, $mine] = [self::until($deadline), "{$this->at($key)} AND {$this->held($owner, $fence)}"];
        $end = "UPDATE omnifund_store SET owner = NULL, lease_end = NULL WHERE $mine AND write_id IS NOT NULL";
        if ($this->changes($connection, $until, $end)) {
            return;
        }
        $unused = "$mine AND write_id IS NULL";
        $this->changes(
            $connection,
            $until,
            "UPDATE omnifund_store SET fence = $fence WHERE {$this->at(self::IDENTITY)} AND fence < $fence"
            . " AND EXISTS (SELECT 1 FROM (SELECT record_key FROM omnifund_store WHERE $unused) AS unused)",
        );
        if (!$this->changes($connection, $until, "DELETE FROM omnifund_store WHERE $unused")) {
            throw new StoreRefusal(StoreAnswer::Lost, 'the lease is over');
        }
    }

    /** @return list<string> */
    public function list(object $connection, int $deadline, string $after, string $upTo, int $limit): array
    {
        $rows = $this->rows($connection, self::until($deadline), sprintf(
            'SELECT %s FROM omnifund_store WHERE record_key > %s AND record_key < %s AND body IS NOT NULL'
            . ' ORDER BY record_key LIMIT %d',
            $this->dialect->hex('record_key'),
            $this->dialect->bytes($after),
            $this->dialect->bytes($upTo),
            max(0, $limit),
        ));
        return array_map(static fn (array $row): string => (string) hex2bin((string) $row[0]), $rows);
    }

    private function room(string $key): string
    {
        return $this->dialect->insertIfAbsent(sprintf(
            'omnifund_store (record_key, version, fence) SELECT %s, 0, fence FROM omnifund_store WHERE %s',
            $this->dialect->bytes($key),
            $this->at(self::IDENTITY),
        ));
    }

    private function at(string $key): string
    {
        return 'record_key = ' . $this->dialect->bytes($key);
    }

    private function held(string $owner, int $fence): string
    {
        self::checkId($owner);
        return "owner = '$owner' AND fence = $fence";
    }

    /** @return list<list<?string>> */
    private function rows(object $connection, int $until, string $statement): array
    {
        return $this->asked($until, StoreAnswer::Unreachable, static function () use ($connection, $statement): array {
            assert($connection instanceof PDO);
            $answer = $connection->query($statement);
            $rows = $answer === false ? [] : $answer->fetchAll(PDO::FETCH_NUM);
            $texts = static fn (array $row): array => array_map(self::text(...), array_values($row));
            return array_map($texts, array_values($rows));
        });
    }

    private function changes(
        object $connection,
        int $until,
        string $statement,
        StoreAnswer $unknown = StoreAnswer::Unreachable,
    ): bool {
        return $this->asked($until, $unknown, static function () use ($connection, $statement): bool {
            assert($connection instanceof PDO);
            return $connection->exec($statement) === 1;
        });
    }

    /**
     * Asks once more where the database itself took it back, since two met.
     *
     * @template T
     * @param Closure(): T $ask
     * @return T
     */
    private function asked(int $until, StoreAnswer $unknown, Closure $ask): mixed
    {
        $tried = 0;
        do {
            if (hrtime(true) >= $until) {
                throw new StoreRefusal(StoreAnswer::Unreachable, 'no time was left to ask the database');
            }
            try {
                return $ask();
            } catch (PDOException $problem) {
                $refusal = $this->refusal($problem, $unknown);
                $tried++;
                usleep(5000 * $tried);
            }
        } while (self::collided($problem) && $tried < self::TRIES);
        throw $refusal;
    }

    private function refusal(PDOException $problem, StoreAnswer $unknown): StoreRefusal
    {
        $state = self::state($problem);
        $answer = match (true) {
            self::collided($problem) => StoreAnswer::Unreachable,
            // What the server itself refused, it has not done.
            in_array($state, ['57014', '55P03', '25006'], true) => StoreAnswer::Unreachable,
            preg_match('/^(08|53|57P|HY|40003)/', $state) === 1 => $unknown,
            default => StoreAnswer::Failed,
        };
        return new StoreRefusal($answer, $problem->getMessage());
    }

    private static function collided(PDOException $problem): bool
    {
        return in_array(self::state($problem), ['40001', '40P01'], true) || ($problem->errorInfo[1] ?? null) === 1205;
    }

    private static function state(PDOException $problem): string
    {
        return self::text($problem->errorInfo[0] ?? null) ?? 'HY000';
    }

    private static function until(int $deadline): int
    {
        return (int) hrtime(true) + $deadline * 1_000_000;
    }

    private static function checkId(string $id): void
    {
        if (preg_match('/\A[0-9a-fA-F]{32}\z/', $id) !== 1) {
            throw new StoreRefusal(StoreAnswer::Failed, 'an id is not 32 hex digits');
        }
    }

    private static function text(mixed $value): ?string
    {
        return is_string($value) || is_int($value) ? (string) $value : null;
    }
}
