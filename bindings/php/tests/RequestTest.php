<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Bug;
use Omnifund\Client;
use Omnifund\Code;
use Omnifund\OmnifundException;
use Omnifund\Outcome;
use Omnifund\Session;
use Omnifund\Store;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

/** The resource that the requests are for is the local server's token login, which each OmniFund has. */
final class RequestTest extends TestCase
{
    use UsesLocalServer;

    public function testARequestIsMadeWithAValidTokenAndAnyStatusIsAnAnswer(): void
    {
        $session = $this->signedIn();
        $answer = $session->request(
            'POST',
            '/login',
            query: ['id[]' => [1, 2], 'open' => true],
            headers: ['X-Till' => '7'],
            json: ['amount' => 100],
            idempotencyKey: 'receipt 7',
        );
        self::assertSame(200, $answer->getStatus());
        self::assertSame(Outcome::Done, $answer->getOutcome());
        self::assertSame('receipt 7', $answer->getIdempotencyKey());
        self::assertNotSame([], $answer->getHeaders());
        self::assertSame(0, $answer->getRetryAfter());
        self::assertNull($answer->getNext());
        self::assertNull($answer->getLocation());

        $this->localServer()->misbehave([[
            'at' => 'login',
            'status' => 422,
            'retry_after' => '7',
            'location' => '/login?page=1',
            'body' => '{"why":"no","hydra:view":{"hydra:next":"/login?page=2"}}',
        ]]);
        $answer = $session->request('POST', '/login', body: "a\0b");
        self::assertSame(422, $answer->getStatus());
        self::assertSame(Outcome::Refused, $answer->getOutcome());
        self::assertSame('no', $answer->getJson()['why']);
        self::assertSame(7, $answer->getRetryAfter());
        self::assertSame('/login?page=2', $answer->getNext());
        self::assertSame('/login?page=1', $answer->getLocation());
        self::assertSame('/login?page=1', $answer->getHeader('Location'));
        self::assertSame([], $answer->getCookies());
        self::assertSame([], $answer->getSetCookies());
    }

    public function testARefusedTokenIsReplacedOnce(): void
    {
        $session = $this->signedIn();
        $session->token();
        $this->localServer()->expireAccessTokens();
        self::assertSame(200, $session->request('POST', '/login', body: '{}')->getStatus());
        self::assertSame([401, 200], array_column($this->localServer()->logins(), 'status'));
    }

    public function testARequestLeadsNowhereElse(): void
    {
        $session = $this->signedIn();
        foreach (['//elsewhere/api', 'https://elsewhere/api', 'api'] as $path) {
            try {
                $session->request('GET', $path);
                self::fail("$path was taken");
            } catch (Bug $bug) {
                self::assertSame(Code::InvalidArgument->value, $bug->getCode());
            }
        }
        $this->expectException(Bug::class);
        $session->request('GET', '/login', headers: ['Authorization' => 'Bearer mine']);
    }

    public function testWhatBecameOfAChargeIsTold(): void
    {
        $session = $this->signedIn();
        $session->token();
        $this->localServer()->misbehave([['at' => 'login', 'drop_reply' => true]]);
        foreach ([['body' => '100'], ['bodyFile' => '/nowhere']] as $index => $charge) {
            try {
                $session->request('POST', '/login', ...$charge, retry: true);
                self::fail('it was answered');
            } catch (OmnifundException $exception) {
                $outcome = [Outcome::Unknown, Outcome::NotSent][$index];
                self::assertSame($outcome, $exception->getOutcome(), $exception->getMessage());
            }
        }
        self::assertSame(1, $this->localServer()->misbehaved());
    }

    public function testAnAnswerGoesIntoAFile(): void
    {
        $file = sys_get_temp_dir() . '/omnifund-answer-' . getmypid();
        $this->localServer()->misbehave([['at' => 'login', 'status' => 200, 'body' => 'an answer']]);
        $session = $this->signedIn();
        $answer = $session->request('POST', '/login', outputFile: $file, timeLimit: 20_000, largestAnswer: 100);
        self::assertSame('', $answer->getBody());
        self::assertStringEqualsFile($file, 'an answer');
        unlink($file);
    }

    public function testATokenThatLastsIsHandedOut(): void
    {
        $session = $this->signedIn();
        $token = $session->token()->getAccessToken();
        self::assertSame($token, $session->tokenLasting(60)->getAccessToken());
        $this->expectException(Bug::class);
        $session->tokenLasting(1 << 30);
    }

    private function signedIn(): Session
    {
        $config = $this->localServer()->config()->setIdempotencyHeader('Idempotency-Key');
        $session = Session::open(new Client($config), Store::memory(), LocalServer::USERNAME);
        $session->signIn(LocalServer::PASSWORD);
        return $session;
    }
}
