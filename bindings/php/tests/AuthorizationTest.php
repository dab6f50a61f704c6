<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Client;
use Omnifund\Code;
use Omnifund\SignInRequired;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

final class AuthorizationTest extends TestCase
{
    use UsesLocalServer;

    private const CALLBACK = 'http://127.0.0.1:8400/callback';

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
            try {
                $client->authorizationCodeGrant($asked, $url);
                self::fail($url);
            } catch (SignInRequired $refused) {
                self::assertSame($code, $refused->getErrorCode());
            }
        }
    }
}
