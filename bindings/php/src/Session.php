<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeInterface;
use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/**
 * One user's sign-in under one OAuth client, kept in a store that any number of processes share: each refresh
 * token is presented by one of them.
 *
 * Ask token() before each request, and keep no token yourself. Calls block for the call budget at most (25 s,
 * Config::setCallBudget()).
 */
final class Session extends Handle implements SessionInterface
{
    private function __construct(CData $pointer, ?Handle $of = null)
    {
        $this->hold($pointer);
        $this->logs = $of->logs ?? [];
    }

    /** Nobody needs to be signed in. Client and store may be closed afterwards. */
    public static function open(ClientInterface $client, StoreInterface $store, string $username): self
    {
        $client = self::real($client);
        return new self(
            Library::get()->sessionOpen($client->pointer(), self::real($store)->pointer(), $username),
            $client,
        );
    }

    /** Under an OAuth client that the store keeps under a name, with the other settings of the config. */
    public static function openNamed(
        ConfigInterface $config,
        StoreInterface $store,
        string $clientName,
        string $username,
    ): self {
        $config = self::real($config);
        return new self(Library::get()->sessionOpenNamed(
            $config->pointer(),
            self::real($store)->pointer(),
            $clientName,
            $username,
        ), $config);
    }

    /**
     * In the store and under the OAuth client that a configuration names: a file, or the environment variables
     * (see Config::load()).
     */
    public static function openConfigured(string $username, ?string $path = null): self
    {
        return new self(Library::get()->sessionOpenConfigured($path, $username));
    }

    public function signIn(#[\SensitiveParameter] string $password, SavePassword $save = SavePassword::No): void
    {
        Library::get()->sessionSignInSaving($this->pointer(), $password, $save);
    }

    public function signInWithCode(
        AuthorizationInterface $authorization,
        #[\SensitiveParameter] string $redirectUrl,
    ): void {
        Library::get()->sessionSignInWithCode(
            $this->pointer(),
            self::real($authorization)->pointer(),
            $redirectUrl
        );
    }

    public function token(): Token
    {
        return new Token(Library::get()->sessionToken($this->pointer()));
    }

    public function tokenWithin(int $milliseconds): Token
    {
        return new Token(
            Library::get()->sessionTokenWithin($this->pointer(), $milliseconds)
        );
    }

    public function peek(): ?Token
    {
        $token = Library::get()->sessionPeek($this->pointer());
        return $token === null ? null : new Token($token);
    }

    public function refresh(): void
    {
        Library::get()->sessionRefresh($this->pointer());
    }

    public function reject(#[\SensitiveParameter] TokenInterface|string $token): void
    {
        $accessToken = $token instanceof TokenInterface ? $token->getAccessToken() : $token;
        Library::get()->sessionReject($this->pointer(), $accessToken);
    }

    public function tokenLogin(): Login
    {
        return new Login(Library::get()->sessionTokenLogin($this->pointer()));
    }

    public function signOut(): void
    {
        Library::get()->sessionSignOut($this->pointer());
    }

    public function forget(): void
    {
        Library::get()->sessionForget($this->pointer());
    }

    public function adopt(
        #[\SensitiveParameter] string $refreshToken,
        #[\SensitiveParameter] ?string $accessToken = null,
        ?DateTimeInterface $expiresAt = null,
        bool $replace = false,
    ): void {
        Library::get()->sessionAdopt(
            $this->pointer(),
            $accessToken,
            $refreshToken,
            $expiresAt?->getTimestamp() ?? 0,
            $replace,
        );
    }

    public function export(): Token
    {
        return new Token(Library::get()->sessionExport($this->pointer()));
    }

    public function status(): Status
    {
        return Status::of(Library::get()->sessionStatus($this->pointer()));
    }

    public function keptAnswer(): ?KeptAnswer
    {
        $answer = Library::get()->sessionKeptAnswer($this->pointer());
        return $answer === null ? null : new KeptAnswer($answer);
    }

    public function recover(): void
    {
        Library::get()->sessionRecover($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->sessionFree($pointer);
    }
}
