<?php

declare(strict_types=1);

namespace Omnifund\Http;

use Omnifund\OmnifundException;
use Omnifund\TokenProvider;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

/**
 * One request with a valid access token, and what to do at a 401.
 *
 * @internal
 */
final class Signature
{
    public readonly RequestInterface $request;

    private readonly string $accessToken;

    /** @throws NoToken */
    public function __construct(private readonly TokenProvider $tokens, RequestInterface $request)
    {
        try {
            $this->accessToken = $tokens->token()->getAccessToken();
        } catch (OmnifundException $exception) {
            throw Unsent::because($exception, $request);
        }
        $this->request = $request->withHeader('Authorization', "Bearer $this->accessToken");
    }

    /**
     * Where the server refused the token, the request with a new one; null where there is nothing to try:
     * another answer, or a body that can be read only once.
     *
     * @throws NoToken
     */
    public function afterRefusal(ResponseInterface $response): ?self
    {
        if ($response->getStatusCode() !== 401) {
            return null;
        }
        try {
            $this->tokens->reject($this->accessToken);
        } catch (OmnifundException $exception) {
            throw Unsent::because($exception, $this->request);
        }
        $body = $this->request->getBody();
        if ($body->isSeekable()) {
            $body->rewind();
        } elseif ($body->getSize() !== 0) {
            return null;
        }
        return new self($this->tokens, $this->request);
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return [];
    }
}
