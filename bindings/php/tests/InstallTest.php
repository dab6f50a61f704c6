<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

/** The package as others get it, the README's ten lines, and the example. */
final class InstallTest extends TestCase
{
    use UsesLocalServer;

    public function testWithComposerTheReadmesLinesAskForThePasswordAndThenShowAToken(): void
    {
        foreach ([true, false] as $linked) {
            $scratch = new Scratch();
            $this->composerInstall($scratch, $linked);
            $this->assertTenLinesWork($scratch);
            self::assertFileExists($scratch->path('vendor/bin/omnifund-preload-header'));
        }
    }

    public function testFromNothingItTakesTheReadmesTwoCommands(): void
    {
        if (Program::run(['sh', '-c', 'command -v cargo'])->status !== 0) {
            self::markTestSkipped('there is no cargo here');
        }
        $scratch = new Scratch();
        // The first two install a release, which is not made here.
        [, $commands] = Readme::blocks('Install', 'sh');
        self::assertCount(2, explode("\n", trim($commands)));
        // Composer asks a registry otherwise, which tests do without.
        $scratch->write('.composer/config.json', '{"repositories": {"packagist.org": false}}');
        $application = $scratch->path('till');
        mkdir($application);
        $ran = Program::run(
            ['sh', '-euc', str_replace('/path/to/libomnifund', dirname(__DIR__, 3), $commands)],
            [
                'COMPOSER_ALLOW_SUPERUSER' => '1', 'COMPOSER_HOME' => $scratch->path('.composer'),
                'COMPOSER_NO_INTERACTION' => '1', 'PWD' => $application,
            ],
            $application,
        );
        self::assertSame(0, $ran->status, $ran->said());
        rename("$application/vendor", $scratch->path('vendor'));
        $this->assertTenLinesWork($scratch, ['OMNIFUND_LIBRARY' => '']);
    }

    public function testWithoutComposerTheyDoTooWithABundledLibrary(): void
    {
        $scratch = new Scratch();
        PackageCopy::with($scratch, 'omnifund');
        $scratch->write('vendor/autoload.php', "<?php require __DIR__ . '/../omnifund/autoload.php';");
        $this->assertTenLinesWork($scratch, ['OMNIFUND_LIBRARY' => '/nowhere']);
    }

    public function testTheExampleSignsInOnceAndThenGoesOnAlone(): void
    {
        $scratch = new Scratch();
        $till = dirname(__DIR__, 3) . '/examples/php/session.php';
        $environment = $this->localServer(['--access-lifetime', '2'])->environment($scratch->path('store'));
        $environment['OMNIFUND_USERNAME'] = LocalServer::USERNAME;
        $first = Program::run([PHP_BINARY, $till], $environment + ['OMNIFUND_PASSWORD' => LocalServer::PASSWORD]);
        self::assertMatchesRegularExpression(
            '/^ {4}process \d+: signed in by password\n'
            . ' {4}process \d+: access token .{6}\.\.\. \(redacted\), token login 200\n$/',
            $first->stdout,
            $first->said(),
        );
        $second = Program::run([PHP_BINARY, $till, 'until-renewed'], $environment);
        self::assertSame(0, $second->status, $second->said());
        self::assertStringNotContainsString('signed in', $second->stdout);
        self::assertStringContainsString('token login 200', $second->stdout);
        $third = Program::run([PHP_BINARY, $till], ['OMNIFUND_CLIENT_SECRET' => 'wrong'] + $environment);
        self::assertSame(0, $third->status, $third->said());
    }

    private function composerInstall(Scratch $scratch, bool $linked): void
    {
        $scratch->write('composer.json', (string) json_encode([
            'repositories' => [
                ['type' => 'path', 'url' => dirname(__DIR__), 'options' => ['symlink' => $linked]],
                ['packagist' => false],
            ],
            'require' => ['omnifund/omnifund' => '*@dev'],
        ]));
        $composer = Program::run(
            ['composer', 'install', '--no-interaction', '--quiet'],
            ['COMPOSER_ALLOW_SUPERUSER' => '1', 'COMPOSER_HOME' => $scratch->path('.composer')],
            $scratch->path,
        );
        self::assertSame(0, $composer->status, $composer->said());
        self::assertSame($linked, is_link($scratch->path('vendor/omnifund/omnifund')));
    }

    /** @param array<string, string> $environment */
    private function assertTenLinesWork(Scratch $scratch, array $environment = []): void
    {
        [$tenLines] = Readme::blocks('Sign in', 'php');
        $server = $this->localServer();
        $script = '<?php [$baseUrl, $clientId, $clientSecret, $username, $directory] = json_decode('
            . var_export(json_encode([
                $server->baseUrl,
                LocalServer::CLIENT_ID,
                LocalServer::CLIENT_SECRET,
                LocalServer::USERNAME,
                $scratch->path('store'),
            ]), true) . ");\n" . $tenLines;
        $command = [PHP_BINARY, $scratch->write('ten-lines.php', $script)];
        $environment += ['SSL_CERT_FILE' => $server->caFile];
        $asked = Program::run($command, $environment);
        self::assertStringStartsWith('Your password, please', $asked->stdout, $asked->said());
        $this->signedIn(\Omnifund\Store::file($scratch->path('store')));
        $shown = Program::run($command, $environment);
        self::assertStringStartsWith('Authorization: Bearer ', $shown->stdout, $shown->said());
    }
}
