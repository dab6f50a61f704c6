<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Closure;
use LogicException;
use Omnifund\Client;
use Omnifund\Key;
use Omnifund\OmnifundException;
use Omnifund\PdoFunctions;
use Omnifund\Session;
use Omnifund\SqlDialect;
use Omnifund\Store;
use Omnifund\StoreAnswer;
use Omnifund\StoreOptions;
use Omnifund\StoreRefusal;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use Omnifund\TryLater;
use PDO;
use PHPUnit\Framework\TestCase;

/** Records in a database of the application's own, over PDO. */
final class PdoTest extends TestCase
{
    use UsesLocalServer;

    private const ROOT = __DIR__ . '/../../..';
    private const LONG = 60_000;
    private const KEY = 'session-0';

    private string $a;
    private string $b;
    private string $one;

    protected function setUp(): void
    {
        [$this->a, $this->b, $this->one] = array_map(static fn (string $of) => str_repeat($of, 32), ['a', 'b', '1']);
    }

    public function testSqliteKeepsRecords(): void
    {
        $scratch = new Scratch();
        $this->keepsRecords($this->sqlite($scratch));
    }

    public function testPostgreSqlAndMariaDbKeepRecords(): void
    {
        $program = self::ROOT . '/target/debug/omnifund-databases';
        if (!is_file($program)) {
            self::fail("no $program: cargo build --package omnifund-databases");
        }
        $command = [$program, 'postgresql', 'mariadb', '--', 'sh', '-c'];
        $command[] = 'echo "$POSTGRESQL_PORT $MARIADB_PORT"; read -r _';
        $running = proc_open($command, [['pipe', 'r'], ['pipe', 'w']], $pipes);
        self::assertIsResource($running);
        try {
            [$postgresql, $mariadb] = explode(' ', trim((string) fgets($pipes[1])));
            $servers = [
                ["pgsql:host=127.0.0.1;port=$postgresql;dbname=omnifund", 'postgresql', SqlDialect::PostgreSql],
                ["mysql:host=127.0.0.1;port=$mariadb;dbname=omnifund", 'mysql', SqlDialect::MySql],
            ];
            foreach ($servers as [$place, $folder, $dialect]) {
                $connect = static fn (): PDO => new PDO($place, 'owner', 'throw-away');
                self::migrate($connect(), "$folder/migration.sql");
                $this->keepsRecords(new PdoFunctions($connect, $dialect));
                $connect()->exec('DROP TABLE omnifund_store');
                $functions = new PdoFunctions($connect, $dialect);
                $load = static fn () => $functions->load($functions->connect(self::LONG), self::LONG, self::KEY);
                self::refused(StoreAnswer::Failed, $load);
            }
        } finally {
            fclose($pipes[0]);
            proc_close($running);
        }
    }

    public function testALeaseEndsByTheDatabasesClock(): void
    {
        $scratch = new Scratch();
        $functions = $this->sqlite($scratch);
        [$late, $next] = [$functions->connect(self::LONG), $functions->connect(self::LONG)];
        $fence = $functions->lease($late, self::LONG, self::KEY, $this->a, 50)->fence;
        do {
            try {
                $lease = $functions->lease($next, self::LONG, self::KEY, $this->b, self::LONG);
            } catch (StoreRefusal $refusal) {
                self::assertSame(StoreAnswer::Busy, $refusal->answer);
                $lease = null;
                usleep(10_000);
            }
        } while ($lease === null);
        self::assertGreaterThan($fence, $lease->fence);
        $held = [$late, self::LONG, self::KEY, $this->a, $fence];
        self::refused(StoreAnswer::Lost, fn () => $functions->swap(...[...$held, 0, $this->one, 'late']));
    }

    public function testNothingOfAKeyIsSql(): void
    {
        $scratch = new Scratch();
        $functions = $this->sqlite($scratch);
        $on = $functions->connect(self::LONG);
        foreach (["session-'", 'session-?:x', "session-'; DROP TABLE omnifund_store; --"] as $key) {
            $fence = $functions->lease($on, self::LONG, $key, $this->a, self::LONG)->fence;
            $functions->swap($on, self::LONG, $key, $this->a, $fence, 0, $this->one, '');
            self::assertSame('', $functions->load($on, self::LONG, $key)?->body);
        }
        foreach (['', str_repeat("'", 32), str_repeat('g', 32)] as $owner) {
            $lease = static fn () => $functions->lease($on, self::LONG, self::KEY, $owner, self::LONG);
            self::refused(StoreAnswer::Failed, $lease);
        }
    }

    public function testNamesThatWereOnlyTriedLeaveNothingAndFencesGrow(): void
    {
        $scratch = new Scratch();
        $functions = $this->sqlite($scratch);
        $on = $functions->connect(self::LONG);
        $last = 0;
        foreach ([$this->a, $this->b, $this->a] as $owner) {
            $fence = $functions->lease($on, self::LONG, self::KEY, $owner, self::LONG)->fence;
            self::assertGreaterThan($last, $fence);
            $functions->release($on, self::LONG, self::KEY, $owner, $last = $fence);
        }
        self::assertInstanceOf(PDO::class, $on);
        $count = $on->query('SELECT count(*) FROM omnifund_store');
        self::assertNotFalse($count);
        self::assertSame(1, (int) $count->fetchColumn());
    }

    public function testNoTimeLeftAsksNothing(): void
    {
        $scratch = new Scratch();
        $functions = $this->sqlite($scratch);
        $on = $functions->connect(self::LONG);
        self::refused(StoreAnswer::Unreachable, static fn () => $functions->load($on, 0, self::KEY));
    }

    public function testHostsShareASession(): void
    {
        $scratch = new Scratch();
        [$functions, $key] = [$this->sqlite($scratch), new Key(random_bytes(32))];
        $host = static fn (string $name): Store => Store::functions(
            $functions,
            $key,
            (new StoreOptions())->setJournal($scratch->path($name)),
        );
        $one = $this->signedIn($host('one'));
        $client = new Client($this->localServer()->config());
        $other = Session::open($client, $host('other'), LocalServer::USERNAME);
        $token = $one->token()->getAccessToken();
        self::assertSame($token, $other->token()->getAccessToken());
        $other->refresh();
        $fresh = $other->token()->getAccessToken();
        self::assertNotSame($token, $fresh);
        $one->reject($token);
        self::assertSame($fresh, $one->token()->getAccessToken());
    }

    public function testAStoreThatThrowsIsAnErrorAndAClosedOneUnreachable(): void
    {
        $scratch = new Scratch();
        $key = new Key(random_bytes(32));
        $options = static fn (string $name) => (new StoreOptions())->setJournal($scratch->path($name));
        $broken = new PdoFunctions(static fn () => throw new LogicException('out of order'), SqlDialect::Sqlite);
        try {
            Store::functions($broken, $key, $options('broken'));
            self::fail('it opens');
        } catch (OmnifundException $exception) {
            self::assertStringContainsString('out of order', $exception->getMessage());
        }
        $store = Store::functions($this->sqlite($scratch), $key, $options('journal'));
        $session = $this->signedIn($store);
        $store->close();
        $this->expectException(TryLater::class);
        $session->refresh();
    }

    public function testHoweverARequestEndsNothingOfItIsCalledAfterwards(): void
    {
        $this->ends('', 0);
        $this->ends('exit(3);', 3);
        $this->ends("ini_set('log_errors', '0'); ini_set('memory_limit', '32M'); str_repeat('x', 1 << 28);", 255);
    }

    private function ends(string $end, int $status): void
    {
        $scratch = new Scratch();
        $this->sqlite($scratch);
        $program = sprintf(
            <<<'PHP'
                require %s;
                $connect = fn () => new PDO('sqlite:' . %s);
                $functions = new Omnifund\PdoFunctions($connect, Omnifund\SqlDialect::Sqlite);
                $options = (new Omnifund\StoreOptions())->setJournal(%s);
                register_shutdown_function(function () use (&$store): void {
                    echo count($store->clients()) === 1 ? 'late' : 'nothing';
                });
                $store = Omnifund\Store::functions($functions, new Omnifund\Key(str_repeat('k', 32)), $options);
                $store->saveClient('Till 7', 'id', 'secret');
                %s
                PHP,
            var_export(dirname(__DIR__) . '/autoload.php', true),
            var_export($scratch->path('shop.db'), true),
            var_export($scratch->path('journal'), true),
            $end,
        );
        $running = proc_open(['php', '-d', 'display_errors=0', '-r', $program], [1 => ['pipe', 'w']], $pipes);
        self::assertIsResource($running);
        $output = stream_get_contents($pipes[1]);
        self::assertSame(['late', $status], [$output, proc_close($running)]);
    }

    private function keepsRecords(PdoFunctions $functions): void
    {
        [$one, $other] = [$functions->connect(self::LONG), $functions->connect(self::LONG)];
        $body = str_repeat("\0\1\xC8\xFF'\\", 300);
        self::assertSame($functions->identify($one, self::LONG), $functions->identify($other, self::LONG));
        self::assertNull($functions->load($one, self::LONG, self::KEY));
        $fence = $functions->lease($one, self::LONG, self::KEY, $this->a, self::LONG)->fence;
        $busy = self::refused(
            StoreAnswer::Busy,
            fn () => $functions->lease($other, self::LONG, self::KEY, $this->b, self::LONG),
        );
        self::assertGreaterThan(0, $busy->remaining);
        $mine = [$one, self::LONG, self::KEY, $this->a, $fence];
        $theirs = [$other, self::LONG, self::KEY, $this->b, $fence];
        self::refused(StoreAnswer::Lost, fn () => $functions->swap(...[...$theirs, 0, $this->one, 'x']));
        self::refused(StoreAnswer::Conflict, fn () => $functions->swap(...[...$mine, 1, $this->one, 'x']));
        $functions->swap(...[...$mine, 0, $this->one, $body]);
        $found = $functions->load($other, self::LONG, self::KEY);
        self::assertNotNull($found);
        self::assertSame([1, $this->one, $body], [$found->version, $found->writeId, $found->body]);
        self::assertSame([self::KEY], $functions->list($one, self::LONG, 'session-', 'session.', 10));
        $functions->swap(...[...$mine, 1, $this->one, null]);
        self::assertNull($functions->load($one, self::LONG, self::KEY));
        self::assertSame([], $functions->list($one, self::LONG, 'session-', 'session.', 10));
        $functions->release(...$mine);
        self::refused(StoreAnswer::Lost, static fn () => $functions->release(...$mine));
        $next = $functions->lease($other, self::LONG, self::KEY, $this->b, self::LONG);
        self::assertGreaterThan($fence, $next->fence);
    }

    private function sqlite(Scratch $scratch): PdoFunctions
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

    /** @param Closure(): mixed $call */
    private static function refused(StoreAnswer $answer, Closure $call): StoreRefusal
    {
        try {
            $call();
        } catch (StoreRefusal $refusal) {
            self::assertSame($answer, $refusal->answer, $refusal->getMessage());
            return $refusal;
        }
        self::fail("it does not answer {$answer->name}");
    }
}
