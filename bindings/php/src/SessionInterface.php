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
