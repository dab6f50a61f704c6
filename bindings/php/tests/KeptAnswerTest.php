<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Code;
use Omnifund\KeptAnswer;
use Omnifund\Refused;
use Omnifund\Session;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use Omnifund\TryLater;
use PHPUnit\Framework\TestCase;

final class KeptAnswerTest extends TestCase
{
    use UsesLocalServer;

    private const UNREADABLE = ['garbage_after_commit' => true];

    public function testAnAnswerThatCouldNotBeUnderstoodIsKeptAsItCame(): void
    {
        $session = $this->signedIn();
        $kept = $this->refreshedInVain($session, self::UNREADABLE);
        self::assertStringStartsWith("HTTP/1.1 200 OK\r\n", $kept->expose());
        self::assertStringEndsWith("\r\n\r\n{\"access_token\":\"", $kept->expose());
        self::assertEqualsWithDelta(time(), $kept->getAskedAt()->getTimestamp(), 600);
        self::assertEquals($kept->getAskedAt(), $session->status()->keptAnswer);
        try {
            $session->recover();
            self::fail('it was understood');
        } catch (Refused $exception) {
            self::assertSame(Code::StillUnreadable, $exception->getErrorCode());
        }
        self::assertSame($kept->expose(), $session->keptAnswer()?->expose());
    }

    public function testItIsShownToNobodyWhoDoesNotAskForIt(): void
    {
        $kept = $this->refreshedInVain($this->signedIn(), self::UNREADABLE);
        ob_start();
        var_dump($kept);
        $shown = ob_get_clean() . print_r($kept, true) . var_export($kept, true) . json_encode($kept)
            . print_r((array) $kept, true);
        self::assertStringNotContainsString('access_token', $shown);
    }

    public function testItGoesWithTheNextSuccess(): void
    {
        $session = $this->signedIn();
        $this->refreshedInVain($session, self::UNREADABLE);
        $session->signIn(LocalServer::PASSWORD);
        self::assertNull($session->keptAnswer());
        self::assertNull($session->status()->keptAnswer);
    }

    public function testTokensThatAHumanFindsInItCanBeAdopted(): void
    {
        $page = "<p>Your refresh token is {$this->signedIn()->export()->getRefreshToken()}.</p>";
        $session = $this->signedIn();
        $kept = $this->refreshedInVain($session, ['status' => 200, 'body' => $page]);
        self::assertSame(1, preg_match('~token is (\w+)~', $kept->expose(), $found));
        $session->adopt($found[1], replace: true);
        self::assertNull($session->keptAnswer());
        self::assertNotSame('', $session->token()->getAccessToken());
    }

    /** @param array<string, mixed> $fault by which the server answers one refresh */
    private function refreshedInVain(Session $session, array $fault): KeptAnswer
    {
        $this->localServer()->misbehave([['grant' => 'refresh_token', 'times' => 1] + $fault]);
        try {
            $session->refresh();
            self::fail('it was refreshed');
        } catch (TryLater) {
            $kept = $session->keptAnswer();
            self::assertNotNull($kept);
            return $kept;
        }
    }
}
