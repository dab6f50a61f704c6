<?php

declare(strict_types=1);

namespace Omnifund\Http;

use Omnifund\OmnifundException;
use Omnifund\Session;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

/**
 * Wraps any PSR-18 client: a valid access token on each request to one origin; at a 401 that is about the token it
 * rejects that and tries once more, where the body can be read again. Requests to other origins go as they are. The client
 * that it wraps must not follow redirects to other origins with the header.
 */
final class TokenClient implements ClientInterface
{
    private readonly Origin $origin;

    /** @param ?string $url any URL of the origin; unless given, the session's base URL */
    public function __construct(
        private readonly ClientInterface $client,
        private readonly Session $session,
        ?string $url = null,
    ) {
        $this->origin = new Origin($url ?? $session->getBaseUrl());
    }

    /** @throws NoToken where no token can be had: its getPrevious() is the OmnifundException */
    public function sendRequest(RequestInterface $request): ResponseInterface
    {
        if (!$this->origin->covers($request->getUri())) {
            return $this->client->sendRequest($request);
        }
        try {
            $signature = new Signature($this->session, $request);
        } catch (OmnifundException $exception) {
            throw new NoToken($request, $exception);
        }
        $response = $this->client->sendRequest($signature->request);
        try {
            $again = $signature->afterRefusal($response);
        } catch (OmnifundException $exception) {
            throw new NoToken($request, $exception);
        }
        return $again === null ? $response : $this->client->sendRequest($again->request);
    }
}
