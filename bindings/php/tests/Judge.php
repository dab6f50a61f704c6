<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Session;
use Omnifund\Testing\LocalServer;
use PHPUnit\Framework\Assert;

/** What the server's own record says of a crowd. */
final class Judge
{
    /**
     * How many were refused because their token had ended when the server looked at it, a busy one some
     * time after it arrived. No other may have failed.
     */
    public static function lateLogins(LocalServer $server): int
    {
        $failed = array_filter($server->logins(), fn (array $login): bool => $login['status'] !== 200);
        foreach ($failed as $login) {
            Assert::assertSame(
                [401, 'the access token has expired'],
                [$login['status'], $login['reason']],
                'refused without need: ' . print_r($login, true),
            );
        }
        return count($failed);
    }

    /** How many refresh tokens were presented, each of them once and none in vain. */
    public static function refreshes(LocalServer $server): int
    {
        $refreshes = $server->refreshes();
        $presented = array_column($refreshes, 'presented');
        Assert::assertSame($presented, array_unique($presented), 'a refresh token was presented twice');
        Assert::assertSame([], array_diff(array_column($refreshes, 'status'), [200]), 'a refresh was refused');
        return count($refreshes);
    }

    /**
     * How many charges a till made: each that was answered with 201 is there once, and no other. Refused are those
     * alone whose token ended twice on their way.
     *
     * @param list<mixed> $answers the status of each
     */
    public static function charges(Session $session, string $till, array $answers): int
    {
        $customers = $session->request('GET', '/api/customers', ['lastName' => $till, 'itemsPerPage' => 1])->getJson();
        Assert::assertIsArray($customers);
        Assert::assertSame([], array_diff($answers, [201, 401]), 'a charge failed');
        $made = count(array_keys($answers, 201, true));
        Assert::assertSame($made, $customers['hydra:totalItems'], 'a charge is lost, or there twice');
        Assert::assertGreaterThan(count($answers) / 2, $made);
        return $made;
    }
}
