<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Testing\LocalServer;
use Omnifund\Tests\Fpm\Daemon;
use Omnifund\Tests\Fpm\UsesHost;
use PHPUnit\Framework\TestCase;

/**
 * The hosts that programs really run in, at once over one store that a group shares. PYTHON and CROWD are what
 * `./test` has prepared.
 */
final class HostsTest extends TestCase
{
    use UsesHost;

    private const TOKEN_LIFE_SECONDS = 4;
    private const VISITORS = 16;
    /** For all of them; a busy machine may take its time. */
    private const SETTINGS = [
        'OMNIFUND_STORE_MODE' => 'group',
        'OMNIFUND_CONNECT_TIMEOUT' => '60',
        'OMNIFUND_EXCHANGE_TIMEOUT' => '60',
        'OMNIFUND_CALL_BUDGET' => '120',
    ];

    public function testPhpFpmGunicornCeleryAndGoroutinesPresentEachRefreshTokenOnce(): void
    {
        $host = $this->host(['www' => 16], ['--access-lifetime', (string) self::TOKEN_LIFE_SECONDS], self::SETTINGS);
        $server = $this->localServer();
        $store = $host->shared('store');
        $host->start($host->threeLines());
        self::assertSame(200, $host->get('/www/sign-in')['status']);

        [$seconds, $visits, $ends] = getenv('OMNIFUND_TORTURE') ? [30, 1000, 6] : [9, 400, 1];
        $scratch = $host->scratch;
        $environment = $server->environment($store) + self::SETTINGS + ['HOME' => $scratch->path];
        $socket = $scratch->path('gunicorn.sock');
        $log = $scratch->path('gunicorn.log');
        $gunicorn = new Daemon($this->gunicorn($socket), $log, $environment);
        while (!file_exists($socket)) {
            self::assertTrue($gunicorn->runs(), (string) file_get_contents($log));
            usleep(10_000);
        }
        $visitors = new Daemon($this->visits($socket, $visits, $scratch->path('page-#1')), $scratch->path('visits'));
        $crowd = new Daemon(
            [(string) getenv('CROWD'), LocalServer::USERNAME, "{$seconds}s"],
            $scratch->path('crowd'),
            $environment,
        );
        mkdir($scratch->path('celery'));
        $celery = new Daemon($this->celery($scratch->path('celery'), $ends), $scratch->path('tasks'), $environment);
        $answers = $host->load()->keepUp(
            self::VISITORS,
            '/www/login',
            fn (): bool => $crowd->runs() || $visitors->runs() || $celery->runs(),
        );

        $fpm = array_count_values(array_column($answers, 'status'));
        $python = array_count_values(array_map('intval', file($scratch->path('visits')) ?: []));
        $pages = implode("\n", array_map(file_get_contents(...), glob($scratch->path('page-*')) ?: []));
        $go = json_decode((string) file_get_contents($scratch->path('crowd')), true);
        self::assertIsArray($go, (string) file_get_contents($scratch->path('crowd')));
        $tasks = json_decode((string) file_get_contents($scratch->path('tasks')), true);
        self::assertIsArray($tasks, (string) file_get_contents($scratch->path('tasks')));
        $late = Judge::lateLogins($server);
        $refused = [$fpm[401] ?? 0, $python[401] ?? 0, $go['Refused'], $tasks['logins'][401] ?? 0];
        self::assertSame($late, array_sum($refused));
        $failed = array_filter($answers, fn (array $answer): bool => !in_array($answer['status'], [200, 401], true));
        self::assertSame([], array_values($failed));
        self::assertSame([], array_diff(array_keys($python), [200, 401]), (string) file_get_contents($log));
        $refreshes = Judge::refreshes($server);
        self::assertGreaterThanOrEqual(2, $refreshes);
        // Each charge that was answered is there once, and no other: who charged is the customer's name.
        $session = $this->signedIn();
        preg_match_all('/^\d+ (\d+)$/m', $pages, $charged);
        $charges = Judge::charges($session, 'PHP-FPM', array_column($answers, 'charge'))
            + Judge::charges($session, 'gunicorn', array_map('intval', $charged[1]))
            + Judge::charges($session, 'celery', $this->each($tasks['charges']))
            + Judge::charges($session, 'goroutines', $this->each([
                201 => $go['Charges'],
                401 => $go['RefusedCharges'],
            ]));
        fwrite(STDERR, sprintf(
            "\n  at once: PHP-FPM %d, gunicorn %d, Celery %d, Go %d token logins, %d with a token that had ended "
                . "meanwhile; %d charges, %d refreshes\n",
            count($answers),
            array_sum($python),
            array_sum($tasks['logins']),
            $go['Requests'],
            $late,
            $charges,
            $refreshes,
        ));
    }

    /** @return list<string> eight prefork workers */
    private function gunicorn(string $socket): array
    {
        $hosts = dirname(__DIR__) . '/python/tests/hosts';
        return [
            (string) getenv('PYTHON'), '-m', 'gunicorn', '--preload', '--workers', '8',
            '--bind', "unix:$socket", '--chdir', $hosts, 'web_application:application',
        ];
    }

    /** @return list<string> four prefork processes, and so many ends of a token in each */
    private function celery(string $folder, int $ends): array
    {
        $load = dirname(__DIR__) . '/python/tests/celery_load.py';
        return [(string) getenv('PYTHON'), $load, $folder, (string) $ends];
    }

    /**
     * @param array<int, int> $times
     * @return list<int> each status so many times
     */
    private function each(array $times): array
    {
        $all = [];
        foreach ($times as $status => $count) {
            array_push($all, ...array_fill(0, $count, $status));
        }
        return $all;
    }

    /** @return list<string> what visits gunicorn, keeps its answers and prints the status of each */
    private function visits(string $socket, int $times, string $pages): array
    {
        return [
            'curl', '--no-progress-meter', '--parallel', '--parallel-max', (string) self::VISITORS,
            '--unix-socket', $socket, '--output', $pages, '--write-out', "%{http_code}\n",
            "http://localhost/[1-$times]",
        ];
    }
}
