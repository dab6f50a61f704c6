<?php

declare(strict_types=1);

namespace Omnifund\Testing;

use Omnifund\Client;
use Omnifund\Session;
use Omnifund\Store;

/**
 * For PHPUnit test cases: a local server for each test that asks for one, gone after the test.
 *
 *     $session = $this->signedIn();
 *     $this->localServer()->expireAccessTokens();
 */
trait UsesLocalServer
{
    private ?LocalServer $localServer = null;

    /** @param list<string> $options of omnifund-local; they count where the test first asks for it */
    protected function localServer(array $options = []): LocalServer
    {
        return $this->localServer ??= new LocalServer($options);
    }

    /** A session of the example user, signed in, in a store in memory unless told. */
    protected function signedIn(?Store $store = null): Session
    {
        $client = new Client($this->localServer()->config());
        $session = Session::open($client, $store ?? Store::memory(), LocalServer::USERNAME);
        $session->signIn(LocalServer::PASSWORD);
        return $session;
    }

    /** @after */
    #[\PHPUnit\Framework\Attributes\After]
    protected function stopLocalServer(): void
    {
        $this->localServer?->stop();
        $this->localServer = null;
    }
}
