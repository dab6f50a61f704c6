<?php

declare(strict_types=1);

namespace Omnifund;

/** Who gives valid access tokens: what a program that calls the API hints against. A Session is one. */
interface TokenProvider
{
    /**
     * A valid access token, whatever it takes. Throws only where no live token is left: SignInRequired where a
     * human must sign in, TryLater after failures, else what the exchange or the store said.
     */
    public function token(): TokenInterface;

    /** A valid access token, within 0 to 3600000 milliseconds; within 0 a live one is handed out, and nothing else is tried. */
    public function tokenWithin(int $milliseconds): TokenInterface;

    /** A live token or null, at once: asks neither the server nor the store, and waits for nobody. */
    public function peek(): ?TokenInterface;

    /**
     * Hands back an access token with which you saw a 401: no process takes it any more, and the next token()
     * refreshes. Where there is a newer one, nothing happens. A 403 is no rejection.
     */
    public function reject(TokenInterface|string $token): void;

    /** Where OmniFund is: only its origin may be sent the access token. */
    public function getBaseUrl(): string;
}
