<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\ConfigurationError;
use Omnifund\Tests\Fpm\Host;
use Omnifund\Tests\Fpm\TinyDisk;
use Omnifund\Tests\Fpm\UsesHost;
use PHPUnit\Framework\TestCase;

/** The package in nginx and PHP-FPM, as Debian ships them. */
final class FpmTest extends TestCase
{
    use UsesHost;

    private const TOKEN_LIFE_SECONDS = 5;
    private const LOAD_SECONDS = 9;
    private const FULL_SECONDS = 5;

    public function testSixteenWorkersWithTheThreeLinesPresentEachRefreshTokenOnceUnderLoad(): void
    {
        $host = $this->host(['www' => 16], ['--access-lifetime', (string) self::TOKEN_LIFE_SECONDS]);
        $host->start($host->threeLines());
        self::assertSame(200, $host->get('/www/sign-in')['status']);

        $end = microtime(true) + (getenv('OMNIFUND_TORTURE') ? 60 : self::LOAD_SECONDS);
        $answers = $host->load()->keepUp(32, '/www/login', fn (): bool => microtime(true) < $end);

        $failed = array_filter($answers, fn (array $answer): bool => $answer['status'] !== 200);
        $late = Judge::lateLogins($this->localServer());
        self::assertCount($late, $failed, print_r(array_slice($failed, 0, 3), true));
        $refreshes = Judge::refreshes($this->localServer());
        self::assertGreaterThanOrEqual(1, $refreshes);
        $charges = Judge::charges($this->signedIn(), 'PHP-FPM', array_column($answers, 'charge'));
        $workers = array_unique(array_column($answers, 'pid'));
        self::assertCount(16, $workers);
        $this->tell(count($answers) . " answers and $charges charges of " . count($workers) . ' workers, '
            . count($failed) . ' with a token that had ended meanwhile; ' . $refreshes . ' refreshes');
    }

    public function testAThousandRequestsPerWorkerWithALogLeaveItsMemoryAsItWas(): void
    {
        $log = 'log';
        $workers = getenv('OMNIFUND_TORTURE') ? 16 : 2;
        $host = $this->host(['www' => $workers], [], ['OMNIFUND_LOG' => "debug:file:$log"]);
        $host->start($host->threeLines());
        self::assertSame(200, $host->get('/www/sign-in')['status']);
        $served = [];
        $resident = [];
        $goesOn = function (array $answer) use (&$served, &$resident, $workers): bool {
            self::assertSame(200, $answer['status'], print_r($answer, true));
            $pid = $answer['pid'];
            assert(is_int($pid));
            $served[$pid] = ($served[$pid] ?? 0) + 1;
            $resident[$pid][$served[$pid]] = $answer['resident'];
            return count($served) < $workers || min($served) < 1_000;
        };
        $host->load()->keepUp(2 * $workers, '/www/token', $goesOn);
        foreach ($resident as $kilobytes) {
            self::assertLessThan($kilobytes[200] + 512, $kilobytes[1_000]);
        }
        self::assertNotSame('', file_get_contents($host->data($log)));
        $this->tell('requests per worker: ' . implode(', ', $served));
    }

    public function testAWrongSetUpSaysTheLinesAndWithThemItGoes(): void
    {
        $host = $this->host(['www' => 1]);
        $host->start('');
        $said = $host->get('/www/sign-in');
        self::assertSame(ConfigurationError::class, $said['class']);
        $message = $said['error'];
        assert(is_string($message));
        self::assertSame(3, preg_match_all('~^    ((?:ffi|opcache)\.preload(?:_user)?=.*)$~m', $message, $lines));
        self::assertStringContainsString("php {$host->package}/bin/omnifund-preload-header", $message);
        $host->stop();

        self::assertSame(implode("\n", $lines[1]) . "\n", $host->threeLines());
        $host->start(implode("\n", $lines[1]));
        self::assertSame(200, $host->get('/www/sign-in')['status']);
    }

    public function testEachMissingLineIsToldOf(): void
    {
        $host = $this->host(['www' => 1]);
        $lines = explode("\n", trim($host->threeLines()));
        foreach (['ffi.preload' => [$lines[1], $lines[2]], 'opcache.preload' => [$lines[0]]] as $missing => $kept) {
            $host->start(implode("\n", $kept));
            $said = $host->get('/www/sign-in');
            self::assertSame(ConfigurationError::class, $said['class'] ?? null, print_r($said, true));
            self::assertStringContainsString("$missing=", is_string($said['error']) ? $said['error'] : '');
            $host->stop();
        }
    }

    public function testAnApplicationsOwnPreloadFileRequiresOurs(): void
    {
        $host = $this->host(['www' => 1]);
        $script = "$host->package/lib/omnifund-preload.php";
        $own = $host->scratch->write('own-preload.php', "<?php require '$script';");
        $lines = str_replace($script, $own, $host->threeLines());
        $host->start($lines);
        self::assertSame(200, $host->get('/www/sign-in')['status']);
    }

    public function testWithFfiEnabledNoLineIsNeeded(): void
    {
        $host = $this->host(['www' => 2]);
        $host->start('ffi.enable=1');
        self::assertSame(200, $host->get('/www/sign-in')['status']);
        self::assertSame(200, $host->get('/www/login')['status']);
    }

    public function testAPairThatAFullDiskWouldNotTakeIsSavedByALaterRequestOfTheWorker(): void
    {
        $this->assertALaterRequestSavesWhatAFullDiskWouldNotTake(fn (Host $host): string => $host->threeLines());
    }

    public function testWithFfiEnabledTheWorkerSavesItToo(): void
    {
        $this->assertALaterRequestSavesWhatAFullDiskWouldNotTake(fn (): string => 'ffi.enable=1');
    }

    /** @param callable(Host): string $settings */
    private function assertALaterRequestSavesWhatAFullDiskWouldNotTake(callable $settings): void
    {
        $scratch = new Scratch();
        $disk = $scratch->path('disk');
        mkdir($disk);
        if (!TinyDisk::canBeMountedOn($disk)) {
            self::markTestSkipped('no disk can be mounted here');
        }
        $host = $this->host(['till' => 1, 'other' => 1], [], ['OMNIFUND_STORE' => "$disk/store"], $scratch, $disk);
        $host->start($settings($host));
        self::assertSame(200, $host->get('/till/sign-in')['status']);
        $before = $host->get('/till/token')['token'];

        $server = $this->localServer();
        $server->misbehave([['grant' => 'refresh_token', 'times' => 1, 'delay_ms' => 2_000]]);
        $fill = function (callable $proceed) use ($host, $server, $disk): void {
            while ($server->misbehaved() === 0) {
                $proceed();
            }
            self::assertEquals(0, $host->get("/other/fill?disk=$disk")['free']);
        };
        $refreshed = $host->load()->during('/till/refresh', $fill);
        self::assertSame(200, $refreshed['status'], print_r($refreshed, true));
        self::assertTrue($refreshed['unsaved']);
        self::assertNotSame($before, $refreshed['token']);
        $end = microtime(true) + self::FULL_SECONDS;
        while (microtime(true) < $end) {
            $still = $host->get('/till/token');
            self::assertSame([$refreshed['token'], true], [$still['token'] ?? $still, $still['unsaved'] ?? null]);
        }

        $host->get("/other/empty?disk=$disk");
        // The first request with free space saves; that it did, the next one sees.
        $host->get('/till/token');
        self::assertSame(
            [$refreshed['pid'], $refreshed['token'], false],
            array_values(array_intersect_key($host->get('/till/token'), ['pid' => 0, 'token' => 0, 'unsaved' => 0])),
        );
        self::assertSame($refreshed['token'], $host->get('/other/token')['token'], 'it is everybody\'s');
        self::assertCount(1, $server->refreshes());
    }

    private function tell(string $figures): void
    {
        fwrite(STDERR, "\n    $figures\n");
    }
}
