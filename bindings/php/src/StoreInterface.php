<?php

declare(strict_types=1);

namespace Omnifund;

/** Where sessions and OAuth clients are kept: what Store is. */
interface StoreInterface extends HandleInterface
{
    /** The first step to change the sealing key: puts a new one into the key file, that seals nothing yet. */
    public function prepareKey(): void;

    /** The second step: the prepared key seals from here on. Returns how many records were sealed anew. */
    public function rotateKey(): int;

    /** Keeps an OAuth client under a descriptive name. The secret is sealed, and nothing gives it back. */
    public function saveClient(string $name, string $clientId, string $clientSecret): void;

    /** Gives an OAuth client another name. Its sessions stay its sessions. */
    public function renameClient(string $name, string $newName): void;

    /**
     * Puts a new client id and secret in the place of lost ones. Returns how many signed-in sessions this
     * concerns: each one's live access token serves to its end, then a saved password, then a human.
     */
    public function replaceClient(string $name, string $clientId, string $clientSecret): int;

    /** Forgets an OAuth client. Its sessions stay, and can be used with its credentials only. */
    public function removeClient(string $name): void;

    /** @return list<SavedClient> in the order in which they were first saved; never their secrets */
    public function clients(): array;

    /**
     * The sessions of one OAuth client, or all. One that begins or ends meanwhile may be among them or not.
     *
     * @return iterable<int, SessionEntry>
     */
    public function sessions(?ClientInterface $client = null): iterable;

    /**
     * How the store and all of its sessions stand, whatever their OAuth client, in Prometheus' text format: for
     * a page that serves it. What can't be read is a number in it, and no exception. It has 32 MiB at most, which
     * are ten thousand sessions; of a larger store omnifund_store_untold_sessions says how many are left out. How
     * long a refresh token lives, and whether it may be presented again, is what the config says.
     */
    public function metrics(?ConfigInterface $config = null): string;

    /**
     * Refreshes every session of the client whose pair is older than so many seconds: an unused refresh token
     * dies after 14 days. Run it once a day. The first half of the budget is shared out, and each session has its
     * turn at a random moment of its share, so that a fleet does not knock together; what does not fit into the
     * budget is left for the next run.
     *
     * @return list<SessionEntry> those that are signed in and as old as before: Session::status() tells why
     */
    public function keepAlive(ClientInterface $client, int $age = 259_200, int $budgetMilliseconds = 600_000): array;
}
