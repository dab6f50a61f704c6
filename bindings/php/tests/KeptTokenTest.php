<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Bug;
use Omnifund\Client;
use Omnifund\Session;
use Omnifund\SignInRequired;
use Omnifund\Store;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use Omnifund\Token;
use PHPUnit\Framework\TestCase;

/** A session gives the token that it has without asking the library, and not a moment too long. */
final class KeptTokenTest extends TestCase
{
    use UsesLocalServer;

    public function testTheSameTokenIsGivenAsLongAsItIsFresh(): void
    {
        $session = $this->signedIn();
        $hot = $this->hot($session);
        self::assertSame($hot, $session->token());
        $hot->close();
        self::assertSame($hot->getAccessToken(), $session->token()->getAccessToken(), 'it is the session\'s to end');
    }

    public function testARejectionThroughAnotherHandleEndsIt(): void
    {
        $store = Store::memory();
        $session = $this->signedIn($store);
        $other = $this->another($store);
        $hot = $this->hot($session);
        $this->localServer()->expireAccessTokens();
        $other->reject($hot);
        self::assertNotSame($hot->getAccessToken(), $session->token()->getAccessToken());
    }

    public function testARefreshASignInAndASignOutThroughAnotherHandleEndIt(): void
    {
        $store = Store::memory();
        $session = $this->signedIn($store);
        $other = $this->another($store);
        foreach ([fn () => $other->refresh(), fn () => $other->signIn(LocalServer::PASSWORD)] as $ends) {
            $hot = $this->hot($session);
            $ends();
            self::assertNotSame($hot->getAccessToken(), $session->token()->getAccessToken());
            self::assertSame($other->token()->getAccessToken(), $session->token()->getAccessToken());
        }
        foreach ([fn () => $other->signOut(), fn () => $other->export(), fn () => $other->forget()] as $ends) {
            $session->signIn(LocalServer::PASSWORD);
            $this->hot($session);
            $ends();
            try {
                $session->token();
                self::fail('there was a token');
            } catch (SignInRequired) {
                continue;
            }
        }
    }

    public function testAForkedChildAsksAnew(): void
    {
        $scratch = new Scratch();
        $configuration = $scratch->path('omnifund.conf');
        $this->localServer()->writeConfiguration($configuration, $scratch->path('store'));
        Session::openConfigured(LocalServer::USERNAME, $configuration)->signIn(LocalServer::PASSWORD);
        // What the child does with its own, the parent's is not touched by; and the child has the parent's refresh.
        $ran = Program::php('
            $session = Omnifund\Session::openConfigured($argv[1], $argv[2]);
            $hot = $session->token();
            $session->token();
            $pid = pcntl_fork();
            if ($pid === 0) {
                $session->refresh();
                $token = $session->token();
                exit((int) ($token->getAccessToken() === $hot->getAccessToken()));
            }
            pcntl_waitpid($pid, $status);
            echo pcntl_wexitstatus($status), (int) ($session->token() === $hot);
        ', [], [], [LocalServer::USERNAME, $configuration]);
        self::assertSame('01', $ran->stdout, $ran->said());
        self::assertSame(1, Judge::refreshes($this->localServer()));
    }

    public function testItIsRenewedAheadOfItsEnd(): void
    {
        // Refresh is due from the fourth second on, and so ends the keeping.
        $this->localServer(['--access-lifetime', '5']);
        $session = $this->signedIn();
        $hot = $this->hot($session);
        $end = microtime(true) + 30;
        while ($session->token()->getAccessToken() === $hot->getAccessToken()) {
            self::assertLessThan($end, microtime(true));
            usleep(10_000);
        }
        self::assertCount(1, $this->localServer()->refreshes());
    }

    public function testOneThatNeedsSomethingSoonIsNotKept(): void
    {
        $this->localServer(['--access-lifetime', '2']);
        $session = $this->signedIn();
        self::assertNotSame($session->token(), $session->token());
    }

    public function testAClosedSessionHasNone(): void
    {
        $session = $this->signedIn();
        $this->hot($session);
        $session->close();
        $this->expectException(Bug::class);
        $session->token();
    }

    public function testNoDumpOfATokenShowsIt(): void
    {
        $token = $this->hot($this->signedIn());
        $secret = $token->getAccessToken();
        ob_start();
        var_dump($token, (array) $token);
        $shown = ob_get_clean() . print_r((array) $token, true) . var_export($token, true) . json_encode($token);
        self::assertStringNotContainsString($secret, $shown);
    }

    /** A token that the session has given without a question. */
    private function hot(Session $session): Token
    {
        $token = $session->token();
        self::assertSame($token, $session->token());
        return $token;
    }

    private function another(Store $store): Session
    {
        return Session::open(new Client($this->localServer()->config()), $store, LocalServer::USERNAME);
    }
}
