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
 * Ask token() before each request, and keep no token yourself. Calls block for the call budget at most
 * (Config::setCallBudget()).
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

    /** A valid access token, within 0 to 3600000 milliseconds; within 0 a live token is handed out, and nothing else is tried. */
    public function tokenWithin(int $milliseconds): Token
    {
        return new Token(
            Library::get()->sessionTokenWithin($this->pointer(), $milliseconds)
        );
    }

    /**
     * A valid access token that counts as good for so many seconds at least, for a batch that must not break off; it
     * is refreshed where it must be. Throws Bug where OmniFund's tokens never last so long; else as token(), also
     * where a live token is left that does not last so long.
     */
    public function tokenLasting(int $seconds): Token
    {
        return new Token(Library::get()->sessionTokenLasting($this->pointer(), $seconds));
    }

    /**
     * Makes a request of OmniFund's API with a valid access token:
     *
     *     $session->request('GET', '/api/customers', query: ['lastName' => 'Smith'])->getJson();
     *     $session->request('POST', '/api/x', json: ['amount' => 100]);
     *
     * The path stands behind the base URL, and leads nowhere else. At a 401 that is about the token it is rejected,
     * and the request made once more with another. Whatever the server answers else is a Response, and nothing is
     * thrown. The outcome of an OmnifundException tells of this request: NotSent where not one byte of it left,
     * Refused after a 401 where there was no other token, Unknown where it left and no whole answer came back: then a
     * charge may have been made, and it is never sent again here.
     *
     * @param array<string, string|int|float|bool|list<string|int|float>> $query a list is several of one name
     * @param array<string, string> $headers
     * @param mixed $json the body, as JSON
     * @param ?string $body the body, as the content type says
     * @param ?string $bodyFile the body, from a file that is read while it is sent
     * @param ?string $outputFile where the body of a success goes, and not into memory; it gets its name when it is whole
     * @param ?int $timeLimit in milliseconds, all tries included; the call budget unless given
     * @param ?int $largestAnswer in bytes; 16 MiB unless given, and any with an output file
     * @param bool $retry whether to try again within that time what was not sent, and a GET, HEAD or OPTIONS after a
     *     429, a 503 or a lost answer
     * @param ?string $idempotencyKey by which the server knows a request that it has seen before
     */
    public function request(
        string $method,
        string $path,
        array $query = [],
        array $headers = [],
        #[\SensitiveParameter] mixed $json = null,
        #[\SensitiveParameter] ?string $body = null,
        string $contentType = 'application/octet-stream',
        ?string $bodyFile = null,
        ?string $outputFile = null,
        ?int $timeLimit = null,
        ?int $largestAnswer = null,
        bool $retry = false,
        ?string $idempotencyKey = null,
    ): Response {
        $library = Library::get();
        $request = $library->requestNew($method, $path);
        try {
            foreach ($query as $name => $values) {
                foreach (is_array($values) ? $values : [$values] as $value) {
                    $text = is_bool($value) ? ($value ? 'true' : 'false') : (string) $value;
                    $library->requestAddQuery($request, $name, $text);
                }
            }
            foreach ($headers as $name => $value) {
                $library->requestAddHeader($request, $name, $value);
            }
            if ($json !== null) {
                $text = json_encode($json, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
                $library->requestSetBody($request, 'application/json', $text);
            } elseif ($body !== null) {
                $library->requestSetBody($request, $contentType, $body);
            } elseif ($bodyFile !== null) {
                $library->requestSetBodyFile($request, $contentType, $bodyFile);
            }
            if ($outputFile !== null) {
                $library->requestSetOutputFile($request, $outputFile);
            }
            if ($timeLimit !== null) {
                $library->requestSetTimeLimit($request, $timeLimit);
            }
            if ($largestAnswer !== null) {
                $library->requestSetLargestAnswer($request, $largestAnswer);
            }
            if ($idempotencyKey !== null) {
                $library->requestSetIdempotencyKey($request, $idempotencyKey);
            }
            $library->requestSetRetry($request, $retry);
            $response = $library->sessionRequest($this->pointer(), $request);
            return new Response($response, $library->requestIdempotencyKey($request));
        } finally {
            $library->requestFree($request);
        }
    }

    /** Where OmniFund is: only its origin may be sent the access token. */
    public function getBaseUrl(): string
    {
        return Library::get()->sessionBaseUrl($this->pointer());
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
