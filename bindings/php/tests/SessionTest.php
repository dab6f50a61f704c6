<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use DateTimeImmutable;
use Omnifund\Client;
use Omnifund\Code;
use Omnifund\OmnifundException;
use Omnifund\Refused;
use Omnifund\SavePassword;
use Omnifund\Session;
use Omnifund\SignInRequired;
use Omnifund\Store;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

final class SessionTest extends TestCase
{
    use UsesLocalServer;

    public function testWhereNobodyHasSignedInAHumanIsAskedFor(): void
    {
        $client = new Client($this->localServer()->config());
        $session = Session::open($client, Store::memory(), LocalServer::USERNAME);
        self::assertNull($session->peek());
        self::assertFalse($session->status()->signedIn);
        $this->expectException(SignInRequired::class);
        $session->token();
    }

    public function testATokenIsTheSameOneUntilItMustBeRefreshed(): void
    {
        $session = $this->signedIn();
        $first = $session->token();
        self::assertNull($first->getRefreshToken(), 'nobody else may spend it');
        self::assertGreaterThan(0, $first->getFreshFor());
        self::assertSame($first->getAccessToken(), $session->tokenWithin(5_000)->getAccessToken());
        self::assertSame($first->getAccessToken(), $session->peek()?->getAccessToken());
        $session->refresh();
        self::assertNotSame($first->getAccessToken(), $session->token()->getAccessToken());
        self::assertCount(1, $this->localServer()->refreshes());
    }

    public function testARejectedTokenIsNotHandedOutAgain(): void
    {
        $session = $this->signedIn();
        $refused = $session->token();
        $this->localServer()->expireAccessTokens();
        $session->reject($refused);
        $session->reject($refused->getAccessToken());
        $new = $session->token();
        self::assertNotSame($refused->getAccessToken(), $new->getAccessToken());
        self::assertCount(1, $this->localServer()->refreshes());
    }

    public function testTokenLoginGoesOnWhereTheTokenHasExpiredAtTheServer(): void
    {
        $session = $this->signedIn();
        $this->localServer()->expireAccessTokens();
        self::assertSame(200, $session->tokenLogin()->getStatus());
    }

    public function testASavedPasswordSignsInAnewAndADeadRefreshTokenWantsAHumanElse(): void
    {
        $session = $this->signedIn();
        $session->signIn(LocalServer::PASSWORD, SavePassword::Sealed);
        $this->localServer()->expireRefreshTokens();
        $session->refresh();
        self::assertSame(1, $session->status()->lost);
        self::assertFalse($session->status()->refused);

        $session->signIn(LocalServer::PASSWORD);
        $this->localServer()->expireRefreshTokens();
        $this->localServer()->expireAccessTokens();
        $session->reject($session->token());
        try {
            $session->token();
            self::fail('there was a token');
        } catch (SignInRequired) {
            self::assertTrue($session->status()->refused);
        }
    }

    public function testAfterASignOutNobodyIsSignedIn(): void
    {
        $session = $this->signedIn();
        $session->signOut();
        self::assertFalse($session->status()->signedIn);
        self::assertTrue($session->status()->signedOut);
    }

    public function testAForgottenSessionIsInTheStoreNoMore(): void
    {
        $session = $this->signedIn();
        $session->forget();
        self::assertFalse($session->status()->signedOut);
        try {
            $session->signOut();
            self::fail('it was signed out');
        } catch (Refused $exception) {
            self::assertSame(Code::SessionNotFound, $exception->getErrorCode());
        }
    }

    public function testAPairMovesFromOneStoreToAnother(): void
    {
        $from = $this->signedIn();
        $pair = $from->export();
        self::assertFalse($from->status()->signedIn);

        $client = new Client($this->localServer()->config());
        $to = Session::open($client, Store::memory(), LocalServer::USERNAME);
        $refreshToken = (string) $pair->getRefreshToken();
        $to->adopt($refreshToken, $pair->getAccessToken(), $pair->getExpiresAt());
        self::assertSame($pair->getAccessToken(), $to->token()->getAccessToken());
        try {
            $to->adopt($refreshToken);
            self::fail('somebody was signed in');
        } catch (OmnifundException $exception) {
            self::assertSame(Code::AlreadySignedIn, $exception->getErrorCode());
        }
        $to->adopt($refreshToken, replace: true);
        self::assertNotSame($pair->getAccessToken(), $to->token()->getAccessToken());
    }

    public function testItsStatusTellsHowItStands(): void
    {
        $session = $this->signedIn();
        $before = new DateTimeImmutable('-1 minute');
        $session->refresh();
        $status = $session->status();
        self::assertTrue($status->signedIn);
        self::assertSame(2, $status->generation);
        self::assertSame(2, $status->exchanges);
        self::assertGreaterThan(3_000, $status->secondsLeft);
        self::assertGreaterThan($before, $status->lastRotation);
        self::assertGreaterThan(new DateTimeImmutable('+13 days'), $status->refreshTokenEnds);
        self::assertNull($status->failingSince);
        self::assertFalse($status->unsaved);
        self::assertSame(
            [0, 0, 0, 0, 0],
            [$status->failuresInARow, $status->replays, $status->failures, $status->lost, $status->unsavedPairs],
        );
    }

    public function testWhereEveryAnswerWasUnderstoodNoneIsKeptAndNothingRecovered(): void
    {
        $session = $this->signedIn();
        $accessToken = $session->token()->getAccessToken();
        self::assertNull($session->keptAnswer());
        self::assertNull($session->status()->keptAnswer);
        try {
            $session->recover();
            self::fail('something was recovered');
        } catch (Refused $exception) {
            self::assertSame(Code::NothingKept, $exception->getErrorCode());
        }
        self::assertSame($accessToken, $session->token()->getAccessToken());
    }

    public function testAConfigurationOpensAllByOneCall(): void
    {
        $scratch = new Scratch();
        $path = $scratch->path('omnifund.conf');
        $this->localServer()->writeConfiguration($path, $scratch->path('store'));
        $session = Session::openConfigured(LocalServer::USERNAME, $path);
        $session->signIn(LocalServer::PASSWORD);
        $other = Session::openConfigured(LocalServer::USERNAME, $path);
        self::assertSame($session->token()->getAccessToken(), $other->token()->getAccessToken());
    }

    public function testTheEnvironmentOpensAllToo(): void
    {
        $scratch = new Scratch();
        $source = 'echo (Omnifund\Session::openConfigured("nobody"))->status()->generation;';
        $ran = Program::php($source, $this->localServer()->environment($scratch->path('store')));
        self::assertSame('0', $ran->stdout, $ran->said());
    }
}
