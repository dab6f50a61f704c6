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
final class Session extends Handle
{
    private function __construct(CData $pointer, ?Handle $of = null)
    {
        $this->hold($pointer);
        $this->logs = $of->logs ?? [];
    }

    /** Nobody needs to be signed in. Client and store may be closed afterwards. */
    public static function open(Client $client, Store $store, string $username): self
    {
        return new self(
            Library::get()->sessionOpen($client->pointer(), $store->pointer(), $username),
            $client,
        );
    }

    /** Under an OAuth client that the store keeps under a name, with the other settings of the config. */
    public static function openNamed(Config $config, Store $store, string $clientName, string $username): self
    {
        return new self(Library::get()->sessionOpenNamed(
            $config->pointer(),
            $store->pointer(),
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

    /**
     * Signs the user in by password. A failed one leaves the session as it was. A password that is saved with
     * the session lets it sign in anew by itself where the server's reply to a refresh was lost.
     */
    public function signIn(#[\SensitiveParameter] string $password, SavePassword $save = SavePassword::No): void
    {
        Library::get()->sessionSignInSaving($this->pointer(), $password, $save);
    }

    /**
     * Signs the user in with the code that it came back with from OmniFund's authorization page: $redirectUrl
     * is the whole URL, or path and query, as $_SERVER['REQUEST_URI'] has it. A failed one leaves the session as
     * it was. OmniFund does not say who logged in there: that it is this session's user, the program has to know.
     */
    public function signInWithCode(Authorization $authorization, #[\SensitiveParameter] string $redirectUrl): void
    {
        Library::get()->sessionSignInWithCode(
            $this->pointer(),
            $authorization->pointer(),
            $redirectUrl
        );
    }

    /**
     * A valid access token, whatever it takes. Throws only where no live token is left: SignInRequired where a
     * human must sign in, TryLater after failures, else what the exchange or the store said.
     */
    public function token(): Token
    {
        return new Token(Library::get()->sessionToken($this->pointer()));
    }

    /** The same, within 0 to 3600000 milliseconds; within 0 a live token is handed out, and nothing else is tried. */
    public function tokenWithin(int $milliseconds): Token
    {
        return new Token(
            Library::get()->sessionTokenWithin($this->pointer(), $milliseconds)
        );
    }

    /** A live token or null, at once: asks neither the server nor the store, and waits for nobody. */
    public function peek(): ?Token
    {
        $token = Library::get()->sessionPeek($this->pointer());
        return $token === null ? null : new Token($token);
    }

    /** Refreshes whether it must or not. */
    public function refresh(): void
    {
        Library::get()->sessionRefresh($this->pointer());
    }

    /**
     * Hands back an access token with which you saw a 401: no process takes it any more, and the next token()
     * refreshes. Where there is a newer one, nothing happens. A 403 is no rejection.
     */
    public function reject(#[\SensitiveParameter] Token|string $token): void
    {
        $accessToken = $token instanceof Token ? $token->getAccessToken() : $token;
        Library::get()->sessionReject($this->pointer(), $accessToken);
    }

    /** Token login with a valid access token; once more with a new one where the server refuses it. */
    public function tokenLogin(): Login
    {
        return new Login(Library::get()->sessionTokenLogin($this->pointer()));
    }

    /**
     * The store forgets the pair and a saved password. The tokens stay good at the server until they end. It is
     * Refused where nobody of that name ever signed in (Code::SessionNotFound).
     */
    public function signOut(): void
    {
        Library::get()->sessionSignOut($this->pointer());
    }

    /**
     * Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a
     * user who has left; also one whose record is damaged. It is Refused where there is none
     * (Code::SessionNotFound).
     */
    public function forget(): void
    {
        Library::get()->sessionForget($this->pointer());
    }

    /**
     * Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. Without its end
     * the access token is not used.
     */
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

    /** Gives the newest pair away, and signs out here in the same step, so that it is never in two hands. */
    public function export(): Token
    {
        return new Token(Library::get()->sessionExport($this->pointer()));
    }

    /** How the session stands, from the store: no network. */
    public function status(): Status
    {
        return new Status(Library::get()->sessionStatus($this->pointer()));
    }

    /**
     * The answer of OmniFund that could not be understood, or null where none is kept, from the store: no
     * network. Status::$keptAnswer tells whether there is one.
     */
    public function keptAnswer(): ?KeptAnswer
    {
        $answer = Library::get()->sessionKeptAnswer($this->pointer());
        return $answer === null ? null : new KeptAnswer($answer);
    }

    /**
     * Looks at the kept answer once more, and goes on with the tokens in it: no network. A session does so by
     * itself before each refresh. Throws Refused where there is nothing to recover (Code::NothingKept), and where
     * the answer can't be understood still (Code::StillUnreadable): then a human looks at KeptAnswer::expose(), and
     * gives the tokens that stand there to adopt(), or signs in.
     */
    public function recover(): void
    {
        Library::get()->sessionRecover($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->sessionFree($pointer);
    }
}
