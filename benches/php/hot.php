<?php

/*
 * What a session asks for a token that it has, beside the check that programs with league/oauth2-client make before
 * each request, in turns in one run. Where composer's registry can't be reached, its check is written out here: two
 * calls and a look at the clock, as in its AccessToken.
 *
 * Run:   make lib && cargo build --package omnifund-local && php benches/php/hot.php
 */

declare(strict_types=1);

namespace Omnifund\Benches;

use Omnifund\Client;
use Omnifund\Session;
use Omnifund\Store;
use Omnifund\Testing\LocalServer;

require __DIR__ . '/../../bindings/php/tests/bootstrap.php';

const CALLS = 500_000;
const TURNS = 9;

final class LeaguesCheck
{
    private static ?int $timeNow = null;

    public function __construct(private int $expires)
    {
    }

    public function hasExpired(): bool
    {
        return $this->getExpires() < $this->getTimeNow();
    }

    private function getExpires(): int
    {
        return $this->expires;
    }

    private function getTimeNow(): int
    {
        return self::$timeNow ?: time();
    }
}

/** Nanoseconds a call. */
function timed(callable $calls): float
{
    $began = hrtime(true);
    $calls();
    return (hrtime(true) - $began) / CALLS;
}

$server = new LocalServer();
$session = Session::open(new Client($server->config()), Store::memory(), LocalServer::USERNAME);
$session->signIn(LocalServer::PASSWORD);
$league = new LeaguesCheck(time() + 3600);
$ours = $leagues = [];
for ($turn = 0; $turn < TURNS; $turn++) {
    $ours[] = timed(static function () use ($session): void {
        for ($call = 0; $call < CALLS; $call++) {
            $session->token();
        }
    });
    $leagues[] = timed(static function () use ($league): void {
        for ($call = 0; $call < CALLS; $call++) {
            $league->hasExpired();
        }
    });
}
sort($ours);
sort($leagues);
$median = intdiv(TURNS, 2);
printf(
    "hot PHP: %.0f ns (%.0f to %.0f), league's check %.0f ns (%.0f to %.0f), ratio %.2f\n",
    $ours[$median],
    $ours[0],
    $ours[TURNS - 1],
    $leagues[$median],
    $leagues[0],
    $leagues[TURNS - 1],
    $ours[$median] / $leagues[$median],
);
