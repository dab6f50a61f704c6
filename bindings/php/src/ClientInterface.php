<?php

declare(strict_types=1);

namespace Omnifund;

/** An OAuth client with the calls that it makes, for programs that keep their tokens: what Client is. */
interface ClientInterface extends HandleInterface
{
    /** An access token by user name and password (RFC 6749 section 4.3). */
    public function passwordGrant(string $username, string $password): TokenInterface;

    /**
     * A new access token and refresh token by refresh token (RFC 6749 section 6). OmniFund takes each refresh
     * token once: save the new one before you do anything else. Where an error's outcome is Unknown, the old
     * one may be spent or not.
     */
    public function refreshGrant(string $refreshToken): TokenInterface;

    /** Logs the access token's user in; no redirect is followed. */
    public function tokenLogin(string $accessToken): LoginInterface;

    /**
     * A question to a user, for its browser: may this OAuth client act for you? The OAuth client has to have the
     * redirect URI under Profile, API Access, to the letter. With the state of an earlier one it is that one
     * again, for the request that the user comes back with.
     */
    public function authorization(string $redirectUri, ?string $state = null): AuthorizationInterface;

    /**
     * A token for the code that the user came back with: $redirectUrl is the whole URL, or path and query, as
     * $_SERVER['REQUEST_URI'] has it. A code is good once, for 30 seconds.
     */
    public function authorizationCodeGrant(
        AuthorizationInterface $authorization,
        string $redirectUrl
    ): TokenInterface;
}
