<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Session;
use Omnifund\SignInRequired;
use Omnifund\Store;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

/** The README's page for many merchants in one process, and for one program in many environments. */
final class ManyMerchantsTest extends TestCase
{
    use UsesLocalServer;

    private const MERCHANTS = 100;

    public function testAHundredMerchantsInOneProcessHaveTheirOwnTokens(): void
    {
        [$save, $open] = Readme::blocks('Many merchants, many environments', 'php');
        $scratch = new Scratch();
        $seed = $scratch->write('merchants.json', (string) json_encode($this->merchants()));
        $server = new LocalServer(['--seed', $seed]);
        $store = Store::file($scratch->path('store'));
        $config = (new \Omnifund\Config())->setBaseUrl($server->baseUrl)->setCaFile($server->caFile)->disableProxy();
        $tokens = [];
        foreach ($this->merchants()['clients'] as $number => $client) {
            $merchant = $client['name'];
            [$clientId, $clientSecret] = [$client['client_id'], $client['client_secret']];
            $username = "user_$number";
            eval($save);
            Session::openNamed($config, $store, $merchant, $username)->signIn('password');
            eval($open);
            assert(isset($token));
            $tokens[$merchant] = $token->getAccessToken();
        }
        self::assertCount(self::MERCHANTS, array_unique($tokens));
        foreach ($this->merchants()['clients'] as $number => $client) {
            [$merchant, $username] = [$client['name'], "user_$number"];
            eval($open);
            assert(isset($token));
            self::assertSame($tokens[$merchant], $token->getAccessToken());
        }
        // One merchant's user is nobody to another.
        [$merchant, $username] = ['merchant 1', 'user_2'];
        $this->expectException(SignInRequired::class);
        eval($open);
    }

    public function testEachEnvironmentHasItsOwnOmnifundAndStore(): void
    {
        [, , $open] = Readme::blocks('Many merchants, many environments', 'php');
        $scratch = new Scratch();
        $open = str_replace('/etc/omnifund', $scratch->path, $open);
        $username = LocalServer::USERNAME;
        $servers = ['staging' => new LocalServer(), 'production' => new LocalServer()];
        foreach ($servers as $environment => $server) {
            $server->writeConfiguration($scratch->path("$environment.conf"), $scratch->path("store-$environment"));
        }
        $environment = 'staging';
        eval($open);
        assert(isset($session) && $session instanceof Session);
        $session->signIn(LocalServer::PASSWORD);
        $environment = 'production';
        eval($open);
        self::assertFalse($session->status()->signedIn);
        self::assertSame([1, 0], array_map(
            static fn (LocalServer $server): int => count($server->exchanges()),
            array_values($servers),
        ));
    }

    /** @return array{clients: list<array<string, string>>, users: list<array<string, string>>} */
    private function merchants(): array
    {
        $merchants = ['clients' => [], 'users' => []];
        for ($number = 0; $number < self::MERCHANTS; $number++) {
            $merchant = "merchant $number";
            $merchants['clients'][] = [
                'client_id' => "id-$number", 'client_secret' => "secret-$number",
                'name' => $merchant, 'merchant' => $merchant,
            ];
            $merchants['users'][] = ['name' => "user_$number", 'password' => 'password', 'merchant' => $merchant];
        }
        return $merchants;
    }
}
