<?php

declare(strict_types=1);

namespace Omnifund\Http;

use GuzzleHttp\Promise\PromiseInterface;
use Omnifund\TokenProvider;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

/**
 * A Guzzle middleware: a valid access token on each request to one origin; at a 401 that is about the token it
 * rejects that and tries once more, where the body can be read again.
 *
 *     $stack = HandlerStack::create();
 *     $stack->push(new TokenMiddleware($session, $baseUrl));
 *     $client = new Client(['base_uri' => $baseUrl, 'handler' => $stack]);
 *
 * Requests to other origins, where a redirect may lead, go as they are. To come to a token can wait for the
 * server, up to the session's call budget. Where there is none a NoToken rejects the promise: it is the
 * OmnifundException that says why, such as SignInRequired, and what PSR-18 and Guzzle have for it.
 */
final class TokenMiddleware
{
    private readonly Origin $origin;

    /** @param ?string $url any URL of the origin; unless given, the session's base URL */
    public function __construct(private readonly TokenProvider $tokens, ?string $url = null)
    {
        $this->origin = new Origin($url ?? $tokens->getBaseUrl());
    }

    /**
     * @param callable(RequestInterface, array<mixed>): PromiseInterface $handler
     * @return callable(RequestInterface, array<mixed>): PromiseInterface
     */
    public function __invoke(callable $handler): callable
    {
        return function (RequestInterface $request, array $options) use ($handler): PromiseInterface {
            if (!$this->origin->covers($request->getUri())) {
                return $handler($request, $options);
            }
            $signature = new Signature($this->tokens, $request);
            return $handler($signature->request, $options)->then(
                static function (ResponseInterface $response) use ($signature, $handler, $options): mixed {
                    $again = $signature->afterRefusal($response);
                    return $again === null ? $response : $handler($again->request, $options);
                }
            );
        };
    }
}
