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
final class Client extends Handle implements ClientInterface
{
    /** Touches neither the network nor certificates. */
    public function __construct(ConfigInterface $config)
    {
        $config = self::real($config);
        $this->logs = $config->logs;
        $this->hold(Library::get()->clientNew($config->pointer()));
    }

    /** Of an OAuth client that the store keeps under a name, and the other settings of the config. */
    public static function fromStore(ConfigInterface $config, StoreInterface $store, string $name): self
    {
        $config = self::real($config);
        $client = Library::get()->clientFromStore($config->pointer(), self::real($store)->pointer(), $name);
        return self::of($client, $config);
    }

    /** Of the OAuth client that a configuration names, in the store or by its id and secret. */
    public static function fromConfiguration(ConfigInterface $config, StoreInterface $store): self
    {
        $config = self::real($config);
        $client = Library::get()->clientOpenConfigured($config->pointer(), self::real($store)->pointer());
        return self::of($client, $config);
    }

    public function passwordGrant(string $username, #[\SensitiveParameter] string $password): Token
    {
        return new Token(
            Library::get()->clientPasswordGrant($this->pointer(), $username, $password)
        );
    }

    public function refreshGrant(#[\SensitiveParameter] string $refreshToken): Token
    {
        return new Token(Library::get()->clientRefreshGrant($this->pointer(), $refreshToken));
    }

    public function tokenLogin(#[\SensitiveParameter] string $accessToken): Login
    {
        return new Login(Library::get()->clientTokenLogin($this->pointer(), $accessToken));
    }

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

    public function authorizationCodeGrant(
        AuthorizationInterface $authorization,
        #[\SensitiveParameter] string $redirectUrl
    ): Token {
        return new Token(Library::get()->clientAuthorizationCodeGrant(
            $this->pointer(),
            self::real($authorization)->pointer(),
            $redirectUrl
        ));
    }

    private static function of(CData $pointer, Handle $config): self
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
