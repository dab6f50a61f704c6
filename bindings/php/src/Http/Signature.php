<?php

declare(strict_types=1);

namespace Omnifund\Http;

use Omnifund\Session;
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

    public function __construct(private readonly Session $session, RequestInterface $request)
    {
        $token = $session->token();
        $this->accessToken = $token->getAccessToken();
        $token->close();
        $this->request = $request->withHeader('Authorization', "Bearer $this->accessToken");
    }

    /**
     * Where the server refused the token, the request with a new one; null where there is nothing to try:
     * another answer, or a body that can be read only once.
     */
    public function afterRefusal(ResponseInterface $response): ?self
    {
        if ($response->getStatusCode() !== 401) {
            return null;
        }
        $this->session->reject($this->accessToken);
        $body = $this->request->getBody();
        if ($body->isSeekable()) {
            $body->rewind();
        } elseif ($body->getSize() !== 0) {
            return null;
        }
        return new self($this->session, $this->request);
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return [];
    }
}
