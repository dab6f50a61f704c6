<?php

declare(strict_types=1);

namespace Omnifund\League;

use League\OAuth2\Client\Token\AccessTokenInterface;
use Omnifund\TokenInterface;
use Omnifund\TokenProvider;
use RuntimeException;

/**
 * A token as league/oauth2-client has it, for code that is written for that package:
 *
 *     $request = $provider->getAuthenticatedRequest('GET', $url, new AccessToken($session));
 *
 * Of a session each question is answered with the token that is valid now, so that it never expires in who holds
 * it. It has no refresh token then: the session alone presents one.
 */
final class AccessToken implements AccessTokenInterface
{
    public function __construct(private readonly TokenProvider|TokenInterface $of)
    {
    }

    public function getToken(): string
    {
        return $this->token()->getAccessToken();
    }

    public function getRefreshToken(): ?string
    {
        return $this->token()->getRefreshToken();
    }

    /** When it ends, as a Unix time. */
    public function getExpires(): ?int
    {
        return $this->token()->getExpiresAt()?->getTimestamp();
    }

    /** @throws RuntimeException where the server did not say when it ends, as league's own does */
    public function hasExpired(): bool
    {
        $expires = $this->getExpires() ?? throw new RuntimeException('it was not said when the token ends');
        return $expires < time();
    }

    /** @return array<string, string> what came with it under other names */
    public function getValues(): array
    {
        $token = $this->token();
        return array_filter(['token_type' => $token->getTokenType(), 'scope' => $token->getScope()], is_string(...));
    }

    public function __toString(): string
    {
        return $this->getToken();
    }

    /** @return array<string, int|string> the secrets among them, as league's own does */
    public function jsonSerialize(): array
    {
        $token = $this->token();
        $secrets = ['access_token' => $token->getAccessToken(), 'refresh_token' => $token->getRefreshToken()];
        $expires = ['expires' => $token->getExpiresAt()?->getTimestamp()];
        return $this->getValues() + array_filter($secrets, is_string(...)) + array_filter($expires, is_int(...));
    }

    private function token(): TokenInterface
    {
        return $this->of instanceof TokenProvider ? $this->of->token() : $this->of;
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return [];
    }
}
