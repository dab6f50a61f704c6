<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use GuzzleHttp\Client as Guzzle;
use GuzzleHttp\HandlerStack;
use Omnifund\Http\TokenMiddleware;
use Omnifund\Session;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use Omnifund\Tests\Fpm\Daemon;
use Omnifund\TokenProvider;
use PHPUnit\Framework\TestCase;
use Psr\Container\ContainerInterface;

/** Sessions where applications have them: in a container, a queue worker, and a server that runs on. */
final class ExamplesTest extends TestCase
{
    use UsesLocalServer;

    private const FOLDER = __DIR__ . '/../../../examples/php';
    private const PATIENCE_SECONDS = 30;

    private Scratch $scratch;
    private Session $session;

    /** @var array<string, string> */
    private array $environment;

    protected function setUp(): void
    {
        $this->scratch = new Scratch();
        $configuration = $this->scratch->path('omnifund.conf');
        $this->localServer()->writeConfiguration($configuration, $this->scratch->path('store'));
        $this->session = Session::openConfigured(LocalServer::USERNAME, $configuration);
        $this->session->signIn(LocalServer::PASSWORD);
        $this->environment = [
            'OMNIFUND_CONFIG' => $configuration,
            'OMNIFUND_USERNAME' => LocalServer::USERNAME,
            'OMNIFUND_API' => $this->localServer()->baseUrl,
        ];
    }

    protected function tearDown(): void
    {
        foreach (array_keys($this->environment) as $name) {
            putenv($name);
        }
    }

    public function testSymfonysContainerGivesASession(): void
    {
        require_once 'Symfony/Component/DependencyInjection/autoload.php';
        require_once 'Symfony/Component/Config/autoload.php';
        $container = new \Symfony\Component\DependencyInjection\ContainerBuilder();
        $folder = new \Symfony\Component\Config\FileLocator(self::FOLDER);
        (new \Symfony\Component\DependencyInjection\Loader\PhpFileLoader($container, $folder))
            ->load('symfony-services.php');
        $this->setEnvironment();
        $container->compile(true);
        $this->assertGivesASession($container);
    }

    public function testLaravelsContainerGivesASession(): void
    {
        require_once 'Illuminate/Container/autoload.php';
        $container = new \Illuminate\Container\Container();
        (require self::FOLDER . '/laravel-services.php')($container);
        $this->setEnvironment();
        $this->assertGivesASession($container);
    }

    public function testAQueueWorkerPutsBackWhatMustWaitAndEndsWhereAHumanMustSignIn(): void
    {
        $queue = $this->scratch->path('queue');
        $this->scratch->write('queue/first.job', '');
        $this->scratch->write('queue/stop.job', '');
        $work = [PHP_BINARY, self::FOLDER . '/queue-worker.php', $queue];
        $ran = Program::run($work, $this->environment);
        self::assertSame([0, "first: 200\n"], [$ran->status, $ran->stdout], $ran->said());

        // An outage: the job waits in the queue, and is done when it is over.
        $this->scratch->write('queue/second.job', '');
        $this->localServer()->expireAccessTokens();
        $this->localServer()->misbehave([['grant' => 'refresh_token', 'status' => 503, 'times' => 1]]);
        $worker = new Daemon($work, $this->scratch->path('said'), $this->environment);
        $this->await(fn (): bool => str_contains($this->said(), 'second: 200'));
        self::assertSame(1, $this->localServer()->misbehaved());
        self::assertSame([], glob("$queue/*"));
        posix_kill($worker->pid(), SIGTERM);
        $this->await(fn (): bool => !$worker->runs());

        $this->session->signOut();
        $this->scratch->write('queue/third.job', '');
        $ran = Program::run($work, $this->environment);
        self::assertSame(12, $ran->status, $ran->said());
        self::assertFileExists("$queue/third.job");
    }

    public function testAServersWorkersGoOnWithTheSessionThatTheyWereForkedWith(): void
    {
        $command = [PHP_BINARY, self::FOLDER . '/server.php', '127.0.0.1:0', '4'];
        $server = new Daemon($command, $this->scratch->path('said'), $this->environment);
        $this->await(fn (): bool => str_ends_with($this->said(), "\n"));
        $address = trim(substr($this->said(), strlen('listening on ')));
        $guzzle = new Guzzle(['base_uri' => "http://$address", 'http_errors' => false]);
        $answerer = function () use ($guzzle): string {
            $answer = trim((string) $guzzle->get('/')->getBody());
            self::assertMatchesRegularExpression('~^process (\d+): token login 200$~', $answer, $this->said());
            return $answer;
        };
        $first = $answerer();
        // Once: tokens that are refused again and again within a second are not replaced each time.
        $this->localServer()->expireAccessTokens();
        $this->await(fn (): bool => $answerer() !== $first);
        Judge::refreshes($this->localServer());
        $this->session->signOut();
        $this->localServer()->expireAccessTokens();
        self::assertSame(500, $guzzle->get('/')->getStatusCode());
        self::assertTrue($server->runs(), $this->said());
    }

    private function assertGivesASession(ContainerInterface $container): void
    {
        $tokens = $container->get(TokenProvider::class);
        self::assertInstanceOf(TokenProvider::class, $tokens);
        self::assertSame($tokens, $container->get(TokenProvider::class), 'one serves the process');
        self::assertSame((string) $this->session->token(), $tokens->token()->getAccessToken());
        $middleware = $container->get(TokenMiddleware::class);
        self::assertIsCallable($middleware);
        $stack = HandlerStack::create();
        $stack->push($middleware);
        $guzzle = new Guzzle(['handler' => $stack, 'verify' => $this->localServer()->caFile]);
        self::assertSame(200, $guzzle->post("{$this->localServer()->baseUrl}/login")->getStatusCode());
    }

    private function setEnvironment(): void
    {
        foreach ($this->environment as $name => $value) {
            putenv("$name=$value");
        }
    }

    private function said(): string
    {
        return (string) @file_get_contents($this->scratch->path('said'));
    }

    private function await(callable $holds): void
    {
        $end = microtime(true) + self::PATIENCE_SECONDS;
        while (!$holds()) {
            self::assertLessThan($end, microtime(true), $this->said());
            usleep(10_000);
        }
    }
}
