<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Session;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

final class LeakTest extends TestCase
{
    use UsesLocalServer;

    /** A leak of one byte a round would be more. */
    private const BYTES_OF_NOISE = 4_096;
    private const RESIDENT_KILOBYTES_OF_NOISE = 512;

    public function testRoundsOfOpenTokenAndCloseLeaveNothingBehind(): void
    {
        $rounds = getenv('OMNIFUND_TORTURE') ? 100_000 : 20_000;
        $scratch = new Scratch();
        $path = $scratch->path('omnifund.conf');
        $this->localServer()->writeConfiguration($path, $scratch->path('store'));
        Session::openConfigured(LocalServer::USERNAME, $path)->signIn(LocalServer::PASSWORD);

        $this->goRound(2_000, $path);
        // Asked once before: the first time PHP loads what the asking takes.
        $this->residentKilobytes();
        $before = [memory_get_usage(), $this->residentKilobytes()];
        $this->goRound($rounds, $path);
        $after = [memory_get_usage(), $this->residentKilobytes()];
        self::assertLessThan($before[0] + self::BYTES_OF_NOISE, $after[0]);
        self::assertLessThan($before[1] + self::RESIDENT_KILOBYTES_OF_NOISE, $after[1]);
    }

    private function goRound(int $rounds, string $path): void
    {
        for ($round = 0; $round < $rounds; $round++) {
            $session = Session::openConfigured(LocalServer::USERNAME, $path);
            $token = $session->token();
            $token->getAccessToken();
            $session->peek();
            if ($round % 2 === 0) {
                $token->close();
                $session->close();
            }
            try {
                $session->tokenWithin(-1);
            } catch (\Omnifund\OmnifundException) {
                // An error is a handle too.
            }
        }
        gc_collect_cycles();
    }

    private function residentKilobytes(): int
    {
        $status = (string) file_get_contents('/proc/self/status');
        self::assertSame(1, preg_match('~^VmRSS:\s+(\d+) kB~m', $status, $found));
        return (int) $found[1];
    }
}
