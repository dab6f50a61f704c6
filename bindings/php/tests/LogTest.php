<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Client;
use Omnifund\Code;
use Omnifund\LogLevel;
use Omnifund\Session;
use Omnifund\SignInRequired;
use Omnifund\Store;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;
use RuntimeException;

final class LogTest extends TestCase
{
    use UsesLocalServer;

    public function testALoggerHasEachLineWithItsContextWhenTheCallReturns(): void
    {
        $logger = new Logger();
        $session = $this->openedWith($logger);
        self::assertNotSame([], $logger->of('opened'));
        $session->signIn(LocalServer::PASSWORD);
        [[$level, $message, $context]] = $logger->of('exchange');
        self::assertSame('info', $level);
        self::assertStringContainsString('password grant', $message);
        self::assertSame(LocalServer::USERNAME, $context['user']);
        self::assertSame(LocalServer::CLIENT_ID, $context['client_id']);
        self::assertGreaterThan(0, $context['milliseconds']);
        self::assertSame(0, $context['code']);
        self::assertEqualsWithDelta(time(), $context['time'], 60);
    }

    public function testTheLinesOfACallThatFailedComeBeforeItsException(): void
    {
        $logger = new Logger();
        $session = $this->openedWith($logger);
        try {
            $session->signIn('swordfish');
            self::fail('it was taken');
        } catch (SignInRequired $exception) {
            [[$level, $message, $context]] = $logger->of('exchange');
            self::assertSame('warning', $level);
            self::assertStringNotContainsString('swordfish', $message);
            self::assertSame(Code::WrongPassword->value, $context['code']);
            self::assertSame(Code::WrongPassword, $exception->getErrorCode());
        }
    }

    public function testALoggerMayUseTheSessionAndThrow(): void
    {
        $logger = new Logger();
        $session = $this->openedWith($logger);
        $logger->then = static function () use ($session): void {
            $session->refresh();
            throw new RuntimeException('no such log');
        };
        $session->signIn(LocalServer::PASSWORD);
        $session->token();
        $logger->then = null;
        self::assertGreaterThan(1, count($logger->of('exchange')));
    }

    public function testNothingIsKeptForALoggerThatNobodyHolds(): void
    {
        $logger = new Logger();
        $config = $this->localServer()->config()->logTo($logger, LogLevel::Debug);
        $client = new Client($config);
        unset($config);
        $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        self::assertCount(1, $logger->of('exchange'));
        $gone = \WeakReference::create($logger);
        unset($client, $logger);
        self::assertNull($gone->get());
    }

    public function testAFunctionDoesWithoutAnyPackage(): void
    {
        $events = [];
        $log = static function (string $level, string $message, array $context) use (&$events): void {
            $events[] = $context['event'];
        };
        $client = new Client($this->localServer()->config()->logTo($log));
        $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        self::assertSame(['exchange'], $events);
    }

    public function testALoggerThatManyUseIsTakenAsItIs(): void
    {
        require_once 'Monolog/autoload.php';
        $kept = new \Monolog\Handler\TestHandler();
        $logger = new \Monolog\Logger('till', [$kept]);
        $client = new Client($this->localServer()->config()->logTo($logger));
        $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        self::assertTrue($kept->hasInfoThatContains('password grant'));
    }

    private function openedWith(Logger $logger): Session
    {
        $config = $this->localServer()->config()->logTo($logger, LogLevel::Debug);
        return Session::open(new Client($config), Store::memory(), LocalServer::USERNAME);
    }
}
