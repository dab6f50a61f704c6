<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use LogicException;
use Omnifund\Bug;
use Omnifund\Client;
use Omnifund\Code;
use Omnifund\Config;
use Omnifund\Key;
use Omnifund\OmnifundException;
use Omnifund\Raw\Handle;
use Omnifund\Session;
use Omnifund\Store;
use Omnifund\StoreOptions;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

final class HandleTest extends TestCase
{
    use UsesLocalServer;

    /** @return list<Handle> one of each kind */
    private function handles(): array
    {
        $config = $this->localServer()->config();
        $client = new Client($config);
        $store = Store::memory();
        $session = $this->signedIn($store);
        return [
            $config, $client, $store, $session, $session->tokenWithin(0), $session->tokenLogin(),
            new StoreOptions(), new Key(str_repeat('k', 32)),
        ];
    }

    public function testWhatWasClosedIsABugToUseAndNoCrash(): void
    {
        foreach ($this->handles() as $handle) {
            $handle->close();
            $handle->close();
            try {
                $handle->pointer();
                self::fail($handle::class);
            } catch (Bug $bug) {
                self::assertSame($handle::class . ' was used after it was closed', $bug->getMessage());
            }
        }
    }

    public function testClientAndStoreMayBeClosedBeforeTheirSession(): void
    {
        $store = Store::memory();
        $client = new Client($this->localServer()->config());
        $session = Session::open($client, $store, LocalServer::USERNAME);
        $client->close();
        $store->close();
        $session->signIn(LocalServer::PASSWORD);
        self::assertNotSame('', $session->token()->getAccessToken());
    }

    public function testNoneCanBeClonedOrSerialized(): void
    {
        foreach ($this->handles() as $handle) {
            foreach ([fn (): Handle => clone $handle, fn (): string => serialize($handle)] as $forbidden) {
                try {
                    $forbidden();
                    self::fail($handle::class);
                } catch (LogicException $exception) {
                    self::assertStringContainsString('cannot be', $exception->getMessage());
                }
            }
            // And the failed try has not ended the original.
            self::assertFalse(\FFI::isNull($handle->pointer()));
        }
    }

    public function testNoDumpShowsASecret(): void
    {
        $shown = '';
        foreach ($this->handles() as $handle) {
            ob_start();
            var_dump($handle);
            $shown .= ob_get_clean() . print_r($handle, true) . var_export($handle, true) . json_encode($handle)
                . print_r((array) $handle, true);
        }
        $this->assertNoSecretIn($shown);
    }

    public function testNoExceptionShowsASecret(): void
    {
        $session = $this->signedIn();
        $accessToken = $session->token()->getAccessToken();
        $secrets = [LocalServer::PASSWORD, LocalServer::CLIENT_SECRET, $accessToken];
        $client = new Client($this->localServer()->config());
        $tries = [
            fn (string $secret) => $client->passwordGrant(LocalServer::USERNAME, "$secret\0"),
            fn (string $secret) => $client->passwordGrant(LocalServer::USERNAME, "$secret\xff"),
            fn (string $secret) => $client->passwordGrant('nobody', $secret),
            fn (string $secret) => $client->refreshGrant($secret),
            fn (string $secret) => $client->tokenLogin("$secret!"),
            fn (string $secret) => $session->signIn("not $secret"),
            fn (string $secret) => (new Config())->setCredentials('', $secret),
            fn (string $secret) => (new Config())->setProxy("ftp://user:$secret@127.0.0.1"),
            fn (string $secret) => new Key($secret . '.'),
        ];
        // The closures above are the test's own, and their arguments no concern of the library's.
        $kept = ini_set('zend.exception_ignore_args', '0');
        foreach ($tries as $number => $try) {
            try {
                $try($secrets[$number % 3]);
                self::fail("try $number went well");
            } catch (OmnifundException $exception) {
                $said = [$exception->getMessage(), $exception->getOAuthErrorDescription()];
                foreach ($exception->getTrace() as $frame) {
                    if (str_starts_with($frame['class'] ?? '', 'Omnifund\\') && $frame['class'] !== self::class) {
                        $said[] = array_filter($frame['args'] ?? [], is_string(...));
                    }
                }
                $this->assertNoSecretIn(print_r($said, true), $accessToken);
            }
        }
        ini_set('zend.exception_ignore_args', (string) $kept);
    }

    public function testAStringWithANulIsRefusedAndNotCutShort(): void
    {
        try {
            (new Config())->setCredentials("id\0more", 'secret');
            self::fail('it was taken');
        } catch (Bug $bug) {
            self::assertSame(Code::InvalidArgument, $bug->getErrorCode());
        }
    }

    private function assertNoSecretIn(string $shown, string ...$more): void
    {
        foreach ([LocalServer::PASSWORD, LocalServer::CLIENT_SECRET, str_repeat('k', 32), ...$more] as $secret) {
            self::assertStringNotContainsString($secret, $shown);
        }
    }
}
