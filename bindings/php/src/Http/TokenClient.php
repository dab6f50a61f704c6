<?php

declare(strict_types=1);

namespace Omnifund\Http;

use Omnifund\TokenProvider;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

/**
 * Wraps any PSR-18 client: a valid access token on each request to one origin; at a 401 that is about the token it
 * rejects that and tries once more, where the body can be read again. Requests to other origins go as they are. The
 * client that it wraps must not follow redirects to other origins with the header.
 */
final class TokenClient implements ClientInterface
{
    private readonly Origin $origin;

    /** @param ?string $url any URL of the origin; unless given, the session's base URL */
    public function __construct(
        private readonly ClientInterface $client,
        private readonly TokenProvider $tokens,
        ?string $url = null,
    ) {
        $this->origin = new Origin($url ?? $tokens->getBaseUrl());
    }

    /** @throws NoToken where no token can be had; it is the OmnifundException, too, that says why */
    public function sendRequest(RequestInterface $request): ResponseInterface
    {
        if (!$this->origin->covers($request->getUri())) {
            return $this->client->sendRequest($request);
        }
        $signature = new Signature($this->tokens, $request);
        $response = $this->client->sendRequest($signature->request);
        $again = $signature->afterRefusal($response);
        return $again === null ? $response : $this->client->sendRequest($again->request);
    }
}
