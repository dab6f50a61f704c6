<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\PdoFunctions;
use Omnifund\SqlDialect;
use Omnifund\Store;
use Omnifund\StoreFunctions;
use Omnifund\StoreLease;
use Omnifund\StoreRecord;
use Omnifund\Testing\StoreConformance;
use PDO;
use PHPUnit\Framework\TestCase;

/** Stores of PHP's, tried by the conformance programme. */
final class StoreConformanceTest extends TestCase
{
    private const ROOT = __DIR__ . '/../../..';

    public function testSqliteKeepsEveryRule(): void
    {
        $scratch = new Scratch();
        self::assertSame([], self::broken(self::sqlite($scratch), $scratch));
    }

    public function testPostgreSqlAndMariaDbKeepEveryRule(): void
    {
        $program = self::ROOT . '/target/debug/omnifund-databases';
        if (!is_file($program)) {
            self::fail("no $program: cargo build --package omnifund-databases");
        }
        $scratch = new Scratch();
        $command = [$program, 'postgresql', 'mariadb', '--', 'sh', '-c'];
        $command[] = 'echo "$POSTGRESQL_PORT $MARIADB_PORT"; read -r _';
        $running = proc_open($command, [['pipe', 'r'], ['pipe', 'w']], $pipes);
        self::assertIsResource($running);
        try {
            [$postgresql, $mariadb] = explode(' ', trim((string) fgets($pipes[1])));
            $place = "pgsql:host=127.0.0.1;port=$postgresql;dbname=omnifund";
            $connect = static fn (): PDO => new PDO($place, 'owner', 'throw-away');
            self::migrate($connect(), 'postgresql/migration.sql');
            self::assertSame([], self::broken(new PdoFunctions($connect, SqlDialect::PostgreSql), $scratch));
            $place = "mysql:host=127.0.0.1;port=$mariadb;dbname=omnifund";
            $connect = static fn (): PDO => new PDO($place, 'owner', 'throw-away');
            self::migrate($connect(), 'mysql/migration.sql');
            self::assertSame([], self::broken(new PdoFunctions($connect, SqlDialect::MySql), $scratch));
            self::runsTheLinesOfThePageForOperators($place, $scratch);
        } finally {
            fclose($pipes[0]);
            proc_close($running);
        }
    }

    public function testAStoreThatWritesBlindlyIsCaught(): void
    {
        $scratch = new Scratch();
        $blind = new class (self::sqlite($scratch)) implements StoreFunctions {
            public function __construct(private StoreFunctions $sound)
            {
            }

            public function connect(int $deadline): object
            {
                return $this->sound->connect($deadline);
            }

            public function disconnect(object $connection): void
            {
                $this->sound->disconnect($connection);
            }

            public function identify(object $connection, int $deadline): string
            {
                return $this->sound->identify($connection, $deadline);
            }

            public function load(object $connection, int $deadline, string $key): ?StoreRecord
            {
                return $this->sound->load($connection, $deadline, $key);
            }

            public function lease(
                object $connection,
                int $deadline,
                string $key,
                string $owner,
                int $lasting,
            ): StoreLease {
                return $this->sound->lease($connection, $deadline, $key, $owner, $lasting);
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
                // Puts its bytes in the place of whatever is there.
                $found = $this->load($connection, $deadline, $key)?->version ?? 0;
                $this->sound->swap($connection, $deadline, $key, $owner, $fence, $found, $writeId, $body);
            }

            public function release(object $connection, int $deadline, string $key, string $owner, int $fence): void
            {
                $this->sound->release($connection, $deadline, $key, $owner, $fence);
            }

            public function list(object $connection, int $deadline, string $after, string $upTo, int $limit): array
            {
                return $this->sound->list($connection, $deadline, $after, $upTo, $limit);
            }
        };
        self::assertArrayHasKey('only the expected version is changed', self::broken($blind, $scratch));
    }

    private static function runsTheLinesOfThePageForOperators(string $dsn, Scratch $scratch): void
    {
        $page = (string) file_get_contents(self::ROOT . '/docs/fleet.md');
        self::assertSame(1, preg_match_all('/```php\n(.*?)```/s', $page, $found));
        [$user, $password] = ['owner', 'throw-away'];
        $lines = str_replace('/var/lib/pos/omnifund', $scratch->path('omnifund'), $found[1][0]);
        $store = null;
        eval("use Omnifund\\{PdoFunctions, SqlDialect, Store, StoreOptions};\n$lines");
        self::assertInstanceOf(Store::class, $store);
        $store->saveClient('Till 7', 'id', 'secret');
        self::assertCount(1, $store->clients());
        $store->close();
    }

    /** @return array<string, string> */
    private static function broken(StoreFunctions $functions, Scratch $scratch): array
    {
        $library = $scratch->path('libomnifund_conformance.so');
        if (!is_file($library)) {
            $command = ['cc', '-shared', '-fPIC', '-Iinclude', '-o', $library];
            array_push($command, 'conformance/conformance.c', '-lpthread');
            $compiling = proc_open($command, [], $pipes, self::ROOT);
            self::assertIsResource($compiling);
            self::assertSame(0, proc_close($compiling));
        }
        $rules = StoreConformance::of($functions, $library);
        self::assertCount(10, $rules);
        return array_filter($rules, static fn (?string $problem) => $problem !== null);
    }

    private static function sqlite(Scratch $scratch): PdoFunctions
    {
        $place = 'sqlite:' . $scratch->path('shop.db');
        $connect = static fn (): PDO => new PDO($place, null, null, [PDO::ATTR_TIMEOUT => 20]);
        self::migrate($connect(), 'sql/sqlite.sql');
        return new PdoFunctions($connect, SqlDialect::Sqlite);
    }

    private static function migrate(PDO $connection, string $file): void
    {
        foreach (explode(";\n", (string) file_get_contents(self::ROOT . "/stores/$file")) as $statement) {
            if (trim($statement) !== '') {
                $connection->exec($statement);
            }
        }
    }
}
