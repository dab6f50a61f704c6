<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Client;
use Omnifund\OmnifundException;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\AssertionFailedError;
use PHPUnit\Framework\TestCase;

/** A judge that excused everything would see no fault in a crowd. */
final class JudgeTest extends TestCase
{
    use UsesLocalServer;

    public function testATokenThatCameAfterItsEndIsExcused(): void
    {
        $this->logInAfter(fn (LocalServer $server) => $server->expireAccessTokens());
        self::assertSame([200, 401], array_column($this->localServer()->logins(), 'status'));
        self::assertSame(1, Judge::lateLogins($this->localServer()));
    }

    /** @dataProvider gateways */
    public function testNothingElseIsExcused(int $status, bool $ended): void
    {
        $this->logInAfter(function (LocalServer $server) use ($status, $ended): void {
            if ($ended) {
                $server->expireAccessTokens();
            }
            $server->misbehave([['at' => 'login', 'status' => $status]]);
        });
        $this->expectException(AssertionFailedError::class);
        $this->expectExceptionMessage('refused without need');
        Judge::lateLogins($this->localServer());
    }

    /** @return array<string, array{int, bool}> */
    public static function gateways(): array
    {
        return [
            'a 401 for a live token' => [401, false],
            'a 500 for a live token' => [500, false],
            'a 500 for one that has ended' => [500, true],
        ];
    }

    public function testARefreshTokenThatWasPresentedTwiceIsFound(): void
    {
        $client = new Client($this->localServer()->config());
        $pair = $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        $client->refreshGrant((string) $pair->getRefreshToken());
        self::assertSame(1, Judge::refreshes($this->localServer()));
        try {
            $client->refreshGrant((string) $pair->getRefreshToken());
            self::fail('a refresh token was taken twice');
        } catch (OmnifundException) {
            $this->expectException(AssertionFailedError::class);
            $this->expectExceptionMessage('presented twice');
            Judge::refreshes($this->localServer());
        }
    }

    /** A login with a token that was good, after something happened to the server; it is refused. */
    private function logInAfter(callable $happens): void
    {
        $client = new Client($this->localServer()->config());
        $token = $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD)->getAccessToken();
        $client->tokenLogin($token);
        $happens($this->localServer());
        try {
            $client->tokenLogin($token);
        } catch (OmnifundException) {
            return;
        }
        self::fail('the login was not refused');
    }
}
