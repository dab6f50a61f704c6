<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Client;
use Omnifund\Code;
use Omnifund\Session;
use Omnifund\SignInRequired;
use Omnifund\Store;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

final class AuthorizationTest extends TestCase
{
    use UsesLocalServer;

    private const CALLBACK = 'http://127.0.0.1:8400/callback';

    public function testACodeThatAUserAllowedSignsASessionInOnce(): void
    {
        $server = $this->localServer();
        $client = new Client($server->config());
        $asked = $client->authorization(self::CALLBACK);
        parse_str((string) parse_url($asked->getUrl(), PHP_URL_QUERY), $parameters);
        ksort($parameters);
        self::assertSame([
            'client_id' => LocalServer::CLIENT_ID,
            'redirect_uri' => self::CALLBACK,
            'response_type' => 'code',
            'state' => $asked->getState(),
        ], $parameters);
        $back = $server->allow($asked);
        self::assertStringStartsWith(self::CALLBACK . '?code=', $back);

        $session = Session::open($client, Store::memory(), LocalServer::USERNAME);
        $session->signInWithCode($asked, $back);
        self::assertSame(200, $client->tokenLogin($session->token()->getAccessToken())->getStatus());
        self::assertSame(['authorization_code'], array_column($server->exchanges(), 'grant'));
        $this->assertRefused(Code::CodeRefused, fn () => $session->signInWithCode($asked, $back));
        self::assertSame(200, $session->tokenLogin()->getStatus(), 'the session is as it was');
    }

    public function testWhoeverKnowsTheStateTakesTheAnswerInAnotherRequestThanTheOneThatAsked(): void
    {
        $client = new Client($this->localServer()->config());
        $asked = $client->authorization(self::CALLBACK . '?till=7');
        $back = $this->localServer()->allow($asked);
        $requestUri = substr($back, (int) strpos($back, '/callback'));

        $stranger = $client->authorization(self::CALLBACK . '?till=7');
        $this->assertRefused(
            Code::ForeignRedirect,
            fn () => $client->authorizationCodeGrant($stranger, $requestUri),
        );
        $again = $client->authorization(self::CALLBACK . '?till=7', $asked->getState());
        self::assertSame($asked->getUrl(), $again->getUrl());
        $token = $client->authorizationCodeGrant($again, $requestUri);
        self::assertSame(200, $client->tokenLogin($token->getAccessToken())->getStatus());
        self::assertNotNull($token->getRefreshToken());
    }

    public function testAUserWhoDeniesAndAForeignRedirectAreTold(): void
    {
        $client = new Client($this->localServer()->config());
        $asked = $client->authorization(self::CALLBACK);
        self::assertStringEndsWith('&state=' . $asked->getState(), $asked->getUrl());
        $urls = [
            '/callback?error=access_denied&state=' . $asked->getState() => Code::AuthorizationDenied,
            '/callback?code=planted&state=other' => Code::ForeignRedirect,
            '/callback?code=nonsense&state=' . $asked->getState() => Code::CodeRefused,
        ];
        foreach ($urls as $url => $code) {
            $this->assertRefused($code, fn () => $client->authorizationCodeGrant($asked, $url));
        }
    }

    private function assertRefused(Code $code, callable $call): void
    {
        try {
            $call();
        } catch (SignInRequired $refused) {
            self::assertSame($code, $refused->getErrorCode());
            return;
        }
        self::fail("nothing was thrown; {$code->name} was to be");
    }
}
