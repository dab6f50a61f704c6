<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Testing\LocalServer;
use Omnifund\Tests\Fpm\Daemon;
use Omnifund\Tests\Fpm\Host;
use Omnifund\Tests\Fpm\UsesHost;
use PHPUnit\Framework\TestCase;

/**
 * The library is upgraded and put back by `make install`, while PHP-FPM and gunicorn serve from one store. PYTHON is
 * what `./test` has prepared. OMNIFUND_OLDER_LIBRARY names the one that is upgraded; unless it is set, the same is
 * replaced by itself, which shows all but that two versions understand each other's store.
 */
final class UpgradeTest extends TestCase
{
    use UsesHost;

    private const TOKEN_LIFE_SECONDS = 4;
    private const WORKERS = 4;
    private const PATIENCE_SECONDS = 120;
    /** Of gunicorn's visitors, one after the other. */
    private const ROUND = 40;
    private const SETTINGS = [
        'OMNIFUND_STORE_MODE' => 'group',
        'OMNIFUND_CONNECT_TIMEOUT' => '60',
        'OMNIFUND_EXCHANGE_TIMEOUT' => '60',
        'OMNIFUND_CALL_BUDGET' => '120',
    ];

    private Host $host;
    private Daemon $gunicorn;
    private Daemon $visitors;
    private int $rounds = 0;

    public function testNoSessionIsLostOverAnUpgradeAndTheWayBack(): void
    {
        $newer = (string) getenv('OMNIFUND_LIBRARY');
        $older = getenv('OMNIFUND_OLDER_LIBRARY') ?: $newer;
        $life = ['--access-lifetime', (string) self::TOKEN_LIFE_SECONDS];
        $this->host = $this->host(['www' => self::WORKERS], $life, self::SETTINGS);
        $server = $this->localServer();
        $store = $this->host->shared('store');
        $installed = $this->install($older);
        $this->take($installed);
        $this->host->start($this->host->threeLines());
        self::assertSame(200, $this->host->get('/www/sign-in')['status']);
        $this->startGunicorn($server->environment($store) + ['OMNIFUND_LIBRARY' => $installed]);

        $answers = [];
        foreach ([$newer, $older] as $library) {
            $refreshes = Judge::refreshes($server);
            array_push($answers, ...$this->served($library, $server, $refreshes));
        }
        while ($this->visitors->runs()) {
            usleep(10_000);
        }

        $statuses = array_column($answers, 'status');
        $pages = implode("\n", array_map(file_get_contents(...), glob($this->host->scratch->path('page-*')) ?: []));
        $visits = array_map('intval', file($this->host->scratch->path('visits')) ?: []);
        self::assertSame([], array_diff($statuses, [200, 401]), print_r($answers, true));
        self::assertSame([], array_diff($visits, [200, 401]), $pages . $this->said());
        $refused = count(array_keys([...$statuses, ...$visits], 401, true));
        self::assertSame(Judge::lateLogins($server), $refused);
        $session = $this->signedIn();
        preg_match_all('/^\d+ (\d+)$/m', $pages, $charged);
        $charges = Judge::charges($session, 'PHP-FPM', array_column($answers, 'charge'))
            + Judge::charges($session, 'gunicorn', array_map('intval', $charged[1]));
        fwrite(STDERR, sprintf(
            "\n  an upgrade and the way back: PHP-FPM %d, gunicorn %d token logins, %d charges, %d refreshes\n",
            count($statuses),
            count($visits),
            $charges,
            Judge::refreshes($server),
        ));
    }

    /**
     * Serves from the installed library, replaces it by another one in the midst, and goes on until all workers have
     * that one and the session was renewed behind it.
     *
     * @return list<array<string, mixed>> what FPM's pages answered
     */
    private function served(string $library, LocalServer $server, int $refreshes): array
    {
        $end = microtime(true) + self::PATIENCE_SECONDS;
        $installed = null;
        $count = 0;
        return $this->host->load()->keepUp(
            self::WORKERS,
            '/www/login',
            function () use ($library, $server, $end, $refreshes, &$installed, &$count): bool {
                self::assertLessThan($end, microtime(true), $this->said());
                $this->visitGunicorn();
                $count++;
                if ($count < 20) {
                    return true;
                }
                if ($installed === null) {
                    $installed = $this->install($library);
                    posix_kill((int) $this->host->pid(), SIGUSR2);
                    posix_kill($this->gunicorn->pid(), SIGHUP);
                }
                // Not each time: what asks costs more than what is asked for.
                if ($count % 10 !== 0) {
                    return true;
                }
                return !$this->haveAllLoaded($installed) || Judge::refreshes($server) === $refreshes;
            },
        );
    }

    /** By hand, as README says; gives the file that programs load. */
    private function install(string $library): string
    {
        // As a target directory in which it was built.
        $built = $this->host->scratch->path('built-' . md5($library));
        if (!is_dir($built)) {
            mkdir("$built/release", 0755, true);
            symlink($library, "$built/release/libomnifund.so");
            file_put_contents("$built/release/libomnifund.a", "!<arch>\n");
        }
        $prefix = $this->host->scratch->path('usr');
        $made = Program::run(
            ['make', '--no-print-directory', 'install', "prefix=$prefix"],
            // None of the makes that started this one tells it what to do, and nothing is built.
            [
                'CARGO_TARGET_DIR' => $built, 'CARGO_BUILD_TARGET' => '', 'CARGO' => 'false',
                'MAKEFLAGS' => '', 'MAKELEVEL' => '',
            ],
            dirname(__DIR__, 2),
        );
        self::assertSame(0, $made->status, $made->said());
        return "$prefix/lib/libomnifund.so.1";
    }

    /** Has the pages' package load what is installed. */
    private function take(string $installed): void
    {
        $bundled = "{$this->host->package}/lib/libomnifund.so.1";
        unlink($bundled);
        symlink($installed, $bundled);
    }

    /** Whether each worker of both has this file loaded, and not the one that lay there before. */
    private function haveAllLoaded(string $library): bool
    {
        clearstatcache();
        $file = fileinode($library);
        $workers = [...self::children((int) $this->host->pid()), ...self::children($this->gunicorn->pid())];
        foreach ($workers as $worker) {
            $maps = (string) @file_get_contents("/proc/$worker/maps");
            if (!preg_match("~ $file +/\S*libomnifund\.so~", $maps)) {
                return false;
            }
        }
        return count($workers) >= 2 * self::WORKERS;
    }

    /** @return list<string> */
    private static function children(int $pid): array
    {
        return preg_split('/ /', (string) @file_get_contents("/proc/$pid/task/$pid/children"), -1, PREG_SPLIT_NO_EMPTY)
            ?: [];
    }

    /** @param array<string, string> $environment */
    private function startGunicorn(array $environment): void
    {
        $socket = $this->host->scratch->path('gunicorn.sock');
        $hosts = dirname(__DIR__) . '/python/tests/hosts';
        // Each worker loads the library itself: a master that had it would hand the old one on.
        $command = [
            (string) getenv('PYTHON'), '-m', 'gunicorn', '--workers', (string) self::WORKERS,
            '--bind', "unix:$socket", '--chdir', $hosts, 'web_application:application',
        ];
        $home = ['HOME' => $this->host->scratch->path];
        $log = $this->host->scratch->path('gunicorn.log');
        $this->gunicorn = new Daemon($command, $log, $environment + self::SETTINGS + $home);
        while (!file_exists($socket)) {
            self::assertTrue($this->gunicorn->runs(), $this->said());
            usleep(10_000);
        }
    }

    /** Keeps a round of visitors there. */
    private function visitGunicorn(): void
    {
        if (isset($this->visitors) && $this->visitors->runs()) {
            return;
        }
        $this->rounds++;
        $this->visitors = new Daemon(
            [
                'curl', '--no-progress-meter', '--parallel', '--parallel-max', (string) self::WORKERS,
                '--unix-socket', $this->host->scratch->path('gunicorn.sock'),
                '--output', $this->host->scratch->path("page-$this->rounds-#1"), '--write-out', "%{http_code}\n",
                'http://localhost/[1-' . self::ROUND . ']',
            ],
            $this->host->scratch->path('visits'),
        );
    }

    private function said(): string
    {
        return $this->host->log() . @file_get_contents($this->host->scratch->path('gunicorn.log'));
    }
}
