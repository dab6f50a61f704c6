<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeInterface;

/** One user's sign-in under one OAuth client: what Session is. */
interface SessionInterface extends TokenProvider, HandleInterface
{
    /**
     * Signs the user in by password. A failed one leaves the session as it was. A password that is saved with
     * the session lets it sign in anew by itself where the server's reply to a refresh was lost.
     */
    public function signIn(string $password, SavePassword $save = SavePassword::No): void;

    /**
     * Signs the user in with the code that it came back with from OmniFund's authorization page: $redirectUrl
     * is the whole URL, or path and query, as $_SERVER['REQUEST_URI'] has it. A failed one leaves the session as
     * it was. OmniFund does not say who logged in there: that it is this session's user, the program has to know.
     */
    public function signInWithCode(AuthorizationInterface $authorization, string $redirectUrl): void;

    /**
     * A valid access token that counts as good for so many seconds at least, for a batch that must not break off; it
     * is refreshed where it must be. Throws Bug where OmniFund's tokens never last so long; else as token(), also
     * where a live token is left that does not last so long.
     */
    public function tokenLasting(int $seconds): TokenInterface;

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
     * @param ?string $outputFile where the body of a success goes in place of memory; it has its name when it is whole
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
    ): ResponseInterface;

    /** Refreshes whether it must or not. */
    public function refresh(): void;

    /** Token login with a valid access token; once more with a new one where the server refuses it. */
    public function tokenLogin(): LoginInterface;

    /**
     * The store forgets the pair and a saved password. The tokens stay good at the server until they end. It is
     * Refused where nobody of that name ever signed in (Code::SessionNotFound).
     */
    public function signOut(): void;

    /**
     * Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a
     * user who has left; also one whose record is damaged. It is Refused where there is none
     * (Code::SessionNotFound).
     */
    public function forget(): void;

    /**
     * Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. Without its end
     * the access token is not used.
     */
    public function adopt(
        string $refreshToken,
        ?string $accessToken = null,
        ?DateTimeInterface $expiresAt = null,
        bool $replace = false,
    ): void;

    /** Gives the newest pair away, and signs out here in the same step, so that it is never in two hands. */
    public function export(): TokenInterface;

    /** How the session stands, from the store: no network. */
    public function status(): Status;

    /**
     * The answer of OmniFund that could not be understood, or null where none is kept, from the store: no
     * network. Status::$keptAnswer tells whether there is one.
     */
    public function keptAnswer(): ?KeptAnswerInterface;

    /**
     * Looks at the kept answer once more, and goes on with the tokens in it: no network. A session does so by
     * itself before each refresh. Throws Refused where there is nothing to recover (Code::NothingKept), and where
     * the answer can't be understood still (Code::StillUnreadable): then a human looks at KeptAnswer::expose(), and
     * gives the tokens that stand there to adopt(), or signs in.
     */
    public function recover(): void;
}
