<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use GuzzleHttp\Client as Guzzle;
use GuzzleHttp\Exception\GuzzleException;
use GuzzleHttp\Handler\MockHandler;
use GuzzleHttp\HandlerStack;
use GuzzleHttp\Psr7\NoSeekStream;
use GuzzleHttp\Psr7\Request;
use GuzzleHttp\Psr7\Response;
use GuzzleHttp\Psr7\Utils;
use Omnifund\Bug;
use Omnifund\Client;
use Omnifund\Code;
use Omnifund\ConfigurationError;
use Omnifund\Http\NoToken;
use Omnifund\Http\TokenClient;
use Omnifund\Http\TokenMiddleware;
use Omnifund\OmnifundException;
use Omnifund\Refused;
use Omnifund\Session;
use Omnifund\SignInRequired;
use Omnifund\Store;
use Omnifund\StoreError;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use Omnifund\TokenInterface;
use Omnifund\TokenProvider;
use Omnifund\TryLater;
use PHPUnit\Framework\TestCase;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Client\RequestExceptionInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;
use Throwable;

/** The resource that the requests are for is the local server's token login: it takes any bearer token. */
final class HttpTest extends TestCase
{
    use UsesLocalServer;

    public function testGuzzleSendsAValidTokenAndOnceMoreAfterARefusal(): void
    {
        $guzzle = $this->guzzle($this->signedIn());
        self::assertSame(200, $guzzle->post('/login')->getStatusCode());
        $this->localServer()->expireAccessTokens();
        self::assertSame(200, $guzzle->post('/login', ['form_params' => ['a' => 'b']])->getStatusCode());
        self::assertSame([200, 401, 200], array_column($this->localServer()->logins(), 'status'));
        self::assertCount(1, $this->localServer()->refreshes());
    }

    public function testGuzzleTriesOnceMoreAndNoMore(): void
    {
        $guzzle = $this->guzzle($this->signedIn());
        $this->localServer()->misbehave([['at' => 'login', 'status' => 401, 'body' => '{"error":"invalid_grant"}']]);
        self::assertSame(401, $guzzle->post('/login', ['http_errors' => false])->getStatusCode());
        self::assertSame(2, $this->localServer()->misbehaved());
    }

    public function testGuzzleDoesNotSendABodyTwiceThatCanBeReadOnce(): void
    {
        $guzzle = $this->guzzle($this->signedIn());
        $this->localServer()->expireAccessTokens();
        $once = fn (): NoSeekStream => new NoSeekStream(Utils::streamFor('{}'));
        $answer = $guzzle->post('/login', ['body' => $once(), 'http_errors' => false]);
        self::assertSame(401, $answer->getStatusCode());
        // But the token was handed back.
        self::assertSame(200, $guzzle->post('/login', ['body' => $once()])->getStatusCode());
    }

    public function testGuzzleTellsWhyThereIsNoToken(): void
    {
        $guzzle = $this->guzzle($this->signedOut());
        $this->expectException(SignInRequired::class);
        $guzzle->post('/login');
    }

    public function testGuzzleSendsNoTokenToWhereARedirectLeads(): void
    {
        $seen = [];
        $stack = HandlerStack::create(new MockHandler([
            $this->answering(new Response(302, ['Location' => 'https://elsewhere.example/']), $seen),
            $this->answering(new Response(401), $seen),
        ]));
        $session = $this->signedIn();
        $stack->push(new TokenMiddleware($session, 'https://OmniFund.example/api'));
        $guzzle = new Guzzle(['handler' => $stack, 'http_errors' => false]);
        self::assertSame(401, $guzzle->get('https://omnifund.example:443/things')->getStatusCode());
        self::assertSame(["Bearer {$session->token()->getAccessToken()}", ''], $seen);
        self::assertCount(0, $this->localServer()->refreshes(), 'the other host refused, and not OmniFund');
    }

    public function testAPsr18ClientSendsAValidTokenAndOnceMoreAfterARefusal(): void
    {
        $client = $this->psr18($this->signedIn());
        $request = new Request('POST', "{$this->localServer()->baseUrl}/login", [], '{}');
        self::assertSame(200, $client->sendRequest($request)->getStatusCode());
        $this->localServer()->expireAccessTokens();
        self::assertSame(200, $client->sendRequest($request)->getStatusCode());
        self::assertSame([200, 401, 200], array_column($this->localServer()->logins(), 'status'));
    }

    public function testAPsr18ClientDoesNotSendABodyTwiceThatCanBeReadOnce(): void
    {
        $client = $this->psr18($this->signedIn());
        $this->localServer()->expireAccessTokens();
        $once = new NoSeekStream(Utils::streamFor('{}'));
        $request = new Request('POST', "{$this->localServer()->baseUrl}/login", [], $once);
        self::assertSame(401, $client->sendRequest($request)->getStatusCode());
        self::assertCount(1, $this->localServer()->logins());
    }

    public function testAPsr18ClientThrowsWhatPsr18SaysWithTheReasonBehindIt(): void
    {
        $request = new Request('POST', "{$this->localServer()->baseUrl}/login");
        try {
            $this->psr18($this->signedOut())->sendRequest($request);
            self::fail('there was a token');
        } catch (RequestExceptionInterface $exception) {
            self::assertSame($request, $exception->getRequest());
            self::assertInstanceOf(NoToken::class, $exception);
            self::assertInstanceOf(SignInRequired::class, $exception);
            self::assertSame(Code::SignInRequired, $exception->getErrorCode());
        }
    }

    public function testGuzzlesSendRequestThrowsWhatPsr18SaysToo(): void
    {
        $request = new Request('POST', '/login');
        foreach ([RequestExceptionInterface::class, GuzzleException::class, SignInRequired::class] as $kind) {
            try {
                $this->guzzle($this->signedOut())->sendRequest($request);
                self::fail('there was a token');
            } catch (Throwable $exception) {
                self::assertInstanceOf($kind, $exception);
            }
        }
    }

    public function testEachAdviceHasItsOwnClassThere(): void
    {
        $request = new Request('POST', '/login');
        $kinds = [
            SignInRequired::class, TryLater::class, ConfigurationError::class, StoreError::class, Refused::class,
            Bug::class, OmnifundException::class,
        ];
        foreach ($kinds as $kind) {
            $tokens = $this->createMock(TokenProvider::class);
            $tokens->method('token')->willThrowException(new $kind('why', 7));
            try {
                (new TokenClient(new Guzzle(), $tokens, 'http://127.0.0.1/'))
                    ->sendRequest(new Request('GET', 'http://127.0.0.1/'));
                self::fail('there was a token');
            } catch (NoToken $exception) {
                self::assertInstanceOf($kind, $exception);
                assert($exception instanceof OmnifundException);
                self::assertSame(['why', 7], [$exception->getMessage(), $exception->getRetryAfter()]);
            }
        }
    }

    public function testATokenThatCanNotBeHandedBackIsToldInTheSameWay(): void
    {
        $tokens = $this->createMock(TokenProvider::class);
        $tokens->method('token')->willReturn($this->createConfiguredMock(TokenInterface::class, [
            'getAccessToken' => 'secret',
        ]));
        $tokens->method('reject')->willThrowException(new StoreError('full'));
        $refused = new Response(401, ['WWW-Authenticate' => 'Bearer realm="Service"']);
        $mock = new Guzzle(['handler' => new MockHandler([$refused]), 'http_errors' => false]);
        $this->expectException(NoToken::class);
        (new TokenClient($mock, $tokens, 'http://127.0.0.1/'))->sendRequest(new Request('GET', 'http://127.0.0.1/'));
    }

    public function testAPsr18ClientSendsNoTokenToAnotherOrigin(): void
    {
        $seen = [];
        $mock = new Guzzle(['handler' => new MockHandler([$this->answering(new Response(401), $seen)])]);
        $client = new TokenClient($mock, $this->signedIn(), 'https://omnifund.example');
        $client->sendRequest(new Request('GET', 'http://omnifund.example/'));
        self::assertSame([''], $seen);
    }

    /** @param list<string> $seen takes the Authorization headers that were sent */
    private function answering(ResponseInterface $response, array &$seen): callable
    {
        return static function (RequestInterface $request) use ($response, &$seen): ResponseInterface {
            $seen[] = $request->getHeaderLine('Authorization');
            return $response;
        };
    }

    private function guzzle(Session $session): Guzzle
    {
        $stack = HandlerStack::create();
        $stack->push(new TokenMiddleware($session, $this->localServer()->baseUrl));
        return new Guzzle([
            'base_uri' => $this->localServer()->baseUrl,
            'handler' => $stack,
            'verify' => $this->localServer()->caFile,
        ]);
    }

    private function psr18(Session $session): ClientInterface
    {
        $plain = new Guzzle(['verify' => $this->localServer()->caFile]);
        return new TokenClient($plain, $session, $this->localServer()->baseUrl);
    }

    private function signedOut(): Session
    {
        $client = new Client($this->localServer()->config());
        return Session::open($client, Store::memory(), LocalServer::USERNAME);
    }
}
