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
        if (!self::refusesToken($response)) {
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
        $other = new self($this->tokens, $this->request);
        return $other->accessToken === $this->accessToken ? null : $other;
    }

    /**
     * Whether it is a 401 about the access token, so that another one may help: it has a Bearer challenge (RFC 6750
     * section 3), or OAuth's error in its body. "access_denied" is about the user.
     */
    private static function refusesToken(ResponseInterface $response): bool
    {
        if ($response->getStatusCode() !== 401) {
            return false;
        }
        $challenge = $response->getHeaderLine('WWW-Authenticate');
        if (preg_match('~\berror\s*=\s*"?access_denied\b~i', $challenge) === 1) {
            return false;
        }
        $body = $response->getBody();
        if ($body->isSeekable()) {
            $error = self::errorIn(json_decode((string) $body, true));
            $body->rewind();
            if ($error !== null) {
                return $error !== 'access_denied';
            }
        }
        $unquoted = (string) preg_replace('~"(?:[^"\\\\]|\\\\.)*"~', '', $challenge);
        return preg_match('~(?:^|,)\s*bearer(?:\s|,|$)~i', $unquoted) === 1;
    }

    /** OAuth's error (RFC 6749 section 5.2). */
    private static function errorIn(mixed $said): ?string
    {
        return is_array($said) && is_string($said['error'] ?? null) ? $said['error'] : null;
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return [];
    }
}
