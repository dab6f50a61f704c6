<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/**
 * An OAuth client ready to talk to one OmniFund, with the three calls of OmniFund's page "Managing OAuth
 * Clients", for programs that keep their tokens. Others ask a Session.
 *
 * Each call makes one request, and blocks for the exchange timeout at most.
 */
final class Client extends Handle
{
    /** Touches neither the network nor certificates. */
    public function __construct(Config $config)
    {
        $this->logs = $config->logs;
        $this->hold(Library::get()->clientNew($config->pointer()));
    }

    /** Of an OAuth client that the store keeps under a name, and the other settings of the config. */
    public static function fromStore(Config $config, Store $store, string $name): self
    {
        $client = Library::get()->clientFromStore($config->pointer(), $store->pointer(), $name);
        return self::of($client, $config);
    }

    /** Of the OAuth client that a configuration names, in the store or by its id and secret. */
    public static function fromConfiguration(Config $config, Store $store): self
    {
        $client = Library::get()->clientOpenConfigured($config->pointer(), $store->pointer());
        return self::of($client, $config);
    }

    /** An access token by user name and password (RFC 6749 section 4.3). */
    public function passwordGrant(string $username, #[\SensitiveParameter] string $password): Token
    {
        return new Token(
            Library::get()->clientPasswordGrant($this->pointer(), $username, $password)
        );
    }

    /**
     * A new access token and refresh token by refresh token (RFC 6749 section 6). OmniFund takes each refresh
     * token once: save the new one before you do anything else. Where an error's outcome is Unknown, the old
     * one may be spent or not.
     */
    public function refreshGrant(#[\SensitiveParameter] string $refreshToken): Token
    {
        return new Token(Library::get()->clientRefreshGrant($this->pointer(), $refreshToken));
    }

    /** Logs the access token's user in; no redirect is followed. */
    public function tokenLogin(#[\SensitiveParameter] string $accessToken): Login
    {
        return new Login(Library::get()->clientTokenLogin($this->pointer(), $accessToken));
    }

    /**
     * A question to a user, for its browser: may this OAuth client act for you? The OAuth client has to have the
     * redirect URI under Profile, API Access, to the letter. With the state of an earlier one it is that one
     * again, for the request that the user comes back with.
     */
    public function authorization(string $redirectUri, #[\SensitiveParameter] ?string $state = null): Authorization
    {
        $library = Library::get();
        return new Authorization($state === null
            ? $library->clientAuthorization($this->pointer(), $redirectUri)
            : $library->clientAuthorizationWithState(
                $this->pointer(),
                $redirectUri,
                $state
            ));
    }

    /**
     * A token for the code that the user came back with: $redirectUrl is the whole URL, or path and query, as
     * $_SERVER['REQUEST_URI'] has it. A code is good once, for 30 seconds.
     */
    public function authorizationCodeGrant(
        Authorization $authorization,
        #[\SensitiveParameter] string $redirectUrl
    ): Token {
        return new Token(Library::get()->clientAuthorizationCodeGrant(
            $this->pointer(),
            $authorization->pointer(),
            $redirectUrl
        ));
    }

    private static function of(CData $pointer, Config $config): self
    {
        $client = self::holding($pointer);
        $client->logs = $config->logs;
        return $client;
    }

    protected function end(CData $pointer): void
    {
        Library::get()->clientFree($pointer);
    }
}
