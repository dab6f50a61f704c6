<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use League\OAuth2\Client\Token\AccessTokenInterface;
use Omnifund\Client;
use Omnifund\League\AccessToken;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use Omnifund\TokenInterface;
use PHPUnit\Framework\TestCase;
use RuntimeException;

/** Code that is written for league/oauth2-client takes our tokens. */
final class LeagueTest extends TestCase
{
    use UsesLocalServer;

    public static function setUpBeforeClass(): void
    {
        if (!interface_exists(AccessTokenInterface::class)) {
            require __DIR__ . '/League/AccessTokenInterface.php';
        }
    }

    public function testASessionsIsAlwaysTheValidOne(): void
    {
        $session = $this->signedIn();
        $token = new AccessToken($session);
        $header = static fn (AccessTokenInterface $token): string => "Bearer $token";
        self::assertSame("Bearer {$session->token()}", $header($token));
        $session->refresh();
        self::assertSame("Bearer {$session->token()}", $header($token));
        self::assertFalse($token->hasExpired());
        self::assertNull($token->getRefreshToken(), 'the session alone presents it');
        self::assertSame(['token_type' => 'bearer'], $token->getValues());
    }

    public function testAGrantsIsWhatTheServerGave(): void
    {
        $client = new Client($this->localServer()->config());
        $given = $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        $token = new AccessToken($given);
        self::assertSame($given->getRefreshToken(), $token->getRefreshToken());
        self::assertSame($given->getExpiresAt()?->getTimestamp(), $token->getExpires());
        self::assertSame(
            [$token->getToken(), $token->getRefreshToken(), $token->getExpires(), 'bearer'],
            array_map(
                static fn (string $name) => json_decode((string) json_encode($token), true)[$name],
                ['access_token', 'refresh_token', 'expires', 'token_type'],
            ),
        );
        self::assertStringNotContainsString($token->getToken(), print_r($token, true));
    }

    public function testOneThatHasEndedHasExpiredAndOneThatNeverEndsCanNotBeAsked(): void
    {
        $ended = $this->createConfiguredMock(TokenInterface::class, [
            'getExpiresAt' => new \DateTimeImmutable('-1 second'),
        ]);
        self::assertTrue((new AccessToken($ended))->hasExpired());
        $this->expectException(RuntimeException::class);
        (new AccessToken($this->createMock(TokenInterface::class)))->hasExpired();
    }
}
