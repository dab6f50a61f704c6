<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Advice;
use Omnifund\Client;
use Omnifund\Code;
use Omnifund\Config;
use Omnifund\ConfigurationError;
use Omnifund\LogLevel;
use Omnifund\OmnifundException;
use Omnifund\Outcome;
use Omnifund\Replay;
use Omnifund\SignInRequired;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use Omnifund\TryLater;
use PHPUnit\Framework\TestCase;

final class ClientTest extends TestCase
{
    use UsesLocalServer;

    public function testItMakesTheThreeCallsOfTheSpecification(): void
    {
        $client = new Client($this->localServer()->config());
        $first = $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        self::assertSame('bearer', strtolower((string) $first->getTokenType()));
        self::assertSame(3600, $first->getExpiresIn());
        $left = (int) $first->getExpiresAt()?->getTimestamp() - time();
        self::assertTrue($left > 3500 && $left <= 3600, "$left");

        $second = $client->refreshGrant((string) $first->getRefreshToken());
        self::assertNotSame($first->getAccessToken(), $second->getAccessToken());
        self::assertNull($second->getScope());
        self::assertSame(0, $second->getFreshFor(), 'it is no session\'s token');

        $login = $client->tokenLogin($second->getAccessToken());
        self::assertSame(200, $login->getStatus());
        self::assertSame($login->getHeader('Content-Type'), $login->getHeaders()['content-type'][0]);
        self::assertCount(1, $login->getCookies());
        $cookie = key($login->getCookies()) . '=' . current($login->getCookies());
        self::assertStringStartsWith($cookie, $login->getSetCookies()[0]);
        self::assertSame($login->getHeader('content-length'), (string) strlen($login->getBody()));
        self::assertNull($login->getLocation());
    }

    public function testABodyIsGivenAsItCameWithItsNuls(): void
    {
        $body = "before\0after";
        $client = new Client($this->localServer()->config());
        $token = $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        $this->localServer()->misbehave([['at' => 'login', 'status' => 200, 'body' => $body]]);
        self::assertSame($body, $client->tokenLogin($token->getAccessToken())->getBody());
    }

    public function testAWrongPasswordTellsWhatTheServerSaid(): void
    {
        $client = new Client($this->localServer()->config());
        try {
            $client->passwordGrant(LocalServer::USERNAME, 'not the password');
            self::fail('it was taken');
        } catch (SignInRequired $exception) {
            self::assertSame(Code::WrongPassword, $exception->getErrorCode());
            self::assertSame(Code::WrongPassword->value, $exception->getCode());
            self::assertSame(Advice::SignIn, $exception->getAdvice());
            self::assertSame(Outcome::Refused, $exception->getOutcome());
            self::assertSame(400, $exception->getHttpStatus());
            self::assertSame('invalid_grant', $exception->getOAuthError());
            self::assertNotSame('', $exception->getOAuthErrorDescription());
            self::assertSame(0, $exception->getRetryAfter());
        }
    }

    public function testWhereTheServerIsBusyTheExceptionSaysForHowLong(): void
    {
        $this->localServer()->misbehave([['at' => 'token', 'status' => 503, 'retry_after' => '7']]);
        $client = new Client($this->localServer()->config());
        try {
            $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
            self::fail('it went');
        } catch (TryLater $exception) {
            self::assertSame(7, $exception->getRetryAfter());
            self::assertSame(Outcome::Unknown, $exception->getOutcome());
        }
    }

    public function testAWrongSettingIsAConfigurationError(): void
    {
        $this->expectException(ConfigurationError::class);
        $this->expectExceptionMessage('"sandbox" or "production"');
        (new Config())->setEnvironment('nowhere');
    }

    public function testAConfigTakesEverySettingAndCanBeUsedAgain(): void
    {
        $scratch = new Scratch();
        $log = $scratch->path('log');
        $config = $this->localServer()->config()
            ->setEnvironment('sandbox')
            ->setBaseUrl($this->localServer()->baseUrl)
            ->setJsonBody()
            ->setConnectTimeout(4_000)
            ->setExchangeTimeout(9_000)
            ->setCallBudget(20_000)
            ->setProxy('http://user:password@127.0.0.1:9')
            ->disableProxy()
            ->allowPlainHttp()
            ->setReplay(Replay::Once)
            ->setRefreshLifetime(86_400)
            ->logToStderr(LogLevel::Error)
            ->logToSyslog(LogLevel::Error)
            ->logToFile($log, LogLevel::Info);
        (new Client($config))->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        (new Client($config))->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        self::assertSame(2, substr_count((string) file_get_contents($log), "\n"));
    }

    public function testAConfigurationIsReadFromAFileWithoutTheFormatsOfOthers(): void
    {
        $scratch = new Scratch();
        $path = $scratch->path('omnifund.conf');
        $this->localServer()->writeConfiguration($path, $scratch->path('store'));
        (new Client(Config::load($path)))->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        file_put_contents($path, "OMNIFUND_CLIENTS=1\n", FILE_APPEND);
        try {
            Config::load($path);
            self::fail('it was read');
        } catch (ConfigurationError $exception) {
            self::assertStringContainsString('OMNIFUND_CLIENTS', $exception->getMessage());
        }
    }

    public function testEveryNumberOfTheLibraryHasAName(): void
    {
        $exception = $this->refusal();
        self::assertInstanceOf(OmnifundException::class, $exception);
        self::assertSame(Code::from($exception->getCode()), $exception->getErrorCode());
    }

    private function refusal(): ?OmnifundException
    {
        try {
            new Client(new Config());
        } catch (OmnifundException $exception) {
            return $exception;
        }
        return null;
    }
}
