<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\ConfigurationError;
use Omnifund\Tests\Fpm\Host;
use Omnifund\Tests\Fpm\UsesHost;
use PHPUnit\Framework\TestCase;

/** The README's deploy in a scratch folder in the place of /srv and /etc: releases behind a link, and PHP-FPM. */
final class DeployTest extends TestCase
{
    use UsesHost;

    private const PATIENCE_SECONDS = 30;

    private Scratch $scratch;
    private Host $host;

    protected function setUp(): void
    {
        $this->scratch = new Scratch();
        $package = PackageCopy::with($this->scratch, 'package');
        foreach (['1', '2'] as $release) {
            $this->install($package, $this->scratch->path("srv/till/releases/$release"));
        }
        symlink('releases/1', $this->scratch->path('srv/till/current'));
        $installed = $this->scratch->path('srv/till/current/vendor/omnifund/omnifund');
        $this->host = $this->host(['www' => 2], [], [], $this->scratch, null, $installed);
        [$once] = Readme::blocks('Deploy', 'sh');
        $this->host->start($this->runAsWritten($once));
        self::assertSame(200, $this->host->get('/www/sign-in')['status']);
    }

    public function testEachReleaseGoesOnAfterTheReloadAndTheOldOneMayGo(): void
    {
        $this->assertServes('1');
        [, $deploy] = Readme::blocks('Deploy', 'sh');
        $this->runAsWritten($deploy);
        $this->assertServes('2');
        // Back, and forth again.
        $this->runAsWritten(str_replace('releases/2', 'releases/1', $deploy));
        $this->assertServes('1');
        $this->runAsWritten($deploy);
        $this->assertServes('2');

        $readme = (string) file_get_contents(dirname(__DIR__) . '/README.md');
        self::assertSame(1, preg_match('~`(rm -r /srv/till/releases/1)`~', $readme, $prune));
        $this->runAsWritten("$prune[1]\nsystemctl reload php8.2-fpm\n");
        $this->assertServes('2');
    }

    public function testAMissingLibraryStopsNoFpmAndIsThereOnceItIsInstalled(): void
    {
        $library = 'srv/till/current/vendor/omnifund/omnifund/lib/libomnifund.so.1';
        rename($this->scratch->path($library), $this->scratch->path('taken-away'));
        $said = $this->afterAReload(fn (array $said): bool => $said['status'] !== 200);
        self::assertSame(ConfigurationError::class, $said['class']);
        self::assertStringContainsString($this->scratch->path($library), print_r($said, true));
        self::assertSame(200, $this->host->load()->status('/www/ready'));

        $script = $this->scratch->path('srv/till/current/vendor/bin/omnifund-install-library');
        $ran = Program::run([PHP_BINARY, $script, $this->scratch->path('taken-away')]);
        self::assertSame(0, $ran->status, $ran->said());
        self::assertSame(200, $this->host->get('/www/token')['status']);
    }

    public function testAReleaseThatIsGoneStopsNoFpm(): void
    {
        unlink($this->scratch->path('srv/till/current'));
        $this->runAsWritten("systemctl reload php8.2-fpm\n");
        $this->awaitFpm(fn (): bool => $this->host->load()->status('/www/ready') === 200);
        // Its pages are gone with it, and come back with it.
        symlink('releases/2', $this->scratch->path('srv/till/current'));
        $this->runAsWritten("systemctl reload php8.2-fpm\n");
        $this->assertServes('2');
    }

    private function assertServes(string $release): void
    {
        $folder = realpath($this->scratch->path("srv/till/releases/$release"));
        $said = $this->awaitFpm(function () use ($folder): ?array {
            $said = json_decode($this->host->load()->get('/www/release'), true);
            return is_array($said) && str_starts_with($said['code'] ?? '', "$folder/") ? $said : null;
        });
        self::assertSame(200, $said['status'], print_r($said, true));
        self::assertStringStartsWith("$folder/", $said['library']);
    }

    /**
     * @param callable(array<string, mixed>): bool $isIt
     * @return array<string, mixed>
     */
    private function afterAReload(callable $isIt): array
    {
        $this->runAsWritten("systemctl reload php8.2-fpm\n");
        return $this->awaitFpm(function () use ($isIt): ?array {
            $said = json_decode($this->host->load()->get('/www/token'), true);
            return is_array($said) && $isIt($said) ? $said : null;
        });
    }

    /** While it reloads, it answers with nothing or as before. */
    private function awaitFpm(callable $answers): mixed
    {
        $end = microtime(true) + self::PATIENCE_SECONDS;
        do {
            $this->host->pid();
            $answer = $answers();
            usleep(10_000);
            self::assertLessThan($end, microtime(true), $this->host->log());
        } while (!$answer);
        return $answer;
    }

    /** Runs the README's commands; the system's folders and its FPM are the test's own. */
    private function runAsWritten(string $commands): string
    {
        $commands = strtr($commands, [
            'sudo ' => '',
            '/srv/' => $this->scratch->path('srv/'),
            '/etc/omnifund/' => $this->scratch->path('etc/omnifund/'),
            'systemctl reload php8.2-fpm' => 'kill -USR2 ' . $this->host->pid(),
        ]);
        $ran = Program::run(['sh', '-euc', $commands]);
        self::assertSame(0, $ran->status, $ran->said());
        return $ran->stdout;
    }

    private function install(string $package, string $release): void
    {
        mkdir($release, 0755, true);
        file_put_contents("$release/composer.json", json_encode([
            'repositories' => [
                ['type' => 'path', 'url' => $package, 'options' => ['symlink' => false]],
                ['packagist' => false],
            ],
            'require' => ['omnifund/omnifund' => '*@dev'],
        ]));
        $composer = Program::run(
            ['composer', 'install', '--no-interaction', '--quiet'],
            ['COMPOSER_ALLOW_SUPERUSER' => '1', 'COMPOSER_HOME' => $this->scratch->path('.composer')],
            $release,
        );
        self::assertSame(0, $composer->status, $composer->said());
    }
}
