<?php

declare(strict_types=1);

namespace Omnifund;

use FFI;
use FFI\CData;
use Generator;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;
use Omnifund\Raw\StoreTable;

/**
 * Where sessions and OAuth clients are kept, sealed. Any number of processes may use the same directory.
 * Whoever opens a store can act as any employee in it.
 */
final class Store extends Handle
{
    /** The Content-Type to serve metrics() with. */
    public const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

    private function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    /**
     * In a directory, made where there is none; its parent must be there. Without a key of yours the records
     * are sealed with the one in the file "<path>.key", which is made with it.
     */
    public static function file(string $path, ?Key $key = null, ?StoreOptions $options = null): self
    {
        return new self(Library::get()->storeOpenFileWith(
            $path,
            $key?->pointer(),
            $options?->pointer(),
        ));
    }

    /**
     * At a place as OMNIFUND_STORE has it: a directory, or the url of a database that several hosts share
     * ("postgresql://...", "mysql://..."). All hosts have the same key: without one of yours it lies in the file
     * "<journal>.key", beside the directory of StoreOptions::setJournal().
     */
    public static function at(
        #[\SensitiveParameter] string $place,
        ?Key $key = null,
        ?StoreOptions $options = null,
    ): self {
        return new self(Library::get()->storeOpen($place, $key?->pointer(), $options?->pointer()));
    }

    /**
     * In a database of the application's own, such as PdoFunctions, which several hosts may share. It ends with close()
     * or with the request, and so do its sessions: what C holds of PHP must not outlive it. Open it once in a
     * request. Key and options are as for at().
     */
    public static function functions(
        StoreFunctions $functions,
        ?Key $key = null,
        ?StoreOptions $options = null,
    ): self {
        $table = StoreTable::of($functions);
        $opened = Library::get()->storeOpenFunctions(FFI::addr($table), $key?->pointer(), $options?->pointer());
        $store = new self($opened);
        StoreTable::endsWithTheRequest($store);
        return $store;
    }

    /** In this process's memory, gone with it: for tests, and for programs that sign in at every start. */
    public static function memory(): self
    {
        return new self(Library::get()->storeOpenMemory());
    }

    /** The store that a configuration names (OMNIFUND_STORE and what goes with it). */
    public static function fromConfiguration(Config $config): self
    {
        $store = new self(Library::get()->storeOpenConfigured($config->pointer()));
        $store->logs = $config->logs;
        return $store;
    }

    /** The first step to change the sealing key: puts a new one into the key file, that seals nothing yet. */
    public function prepareKey(): void
    {
        Library::get()->storePrepareKey($this->pointer());
    }

    /** The second step: the prepared key seals from here on. Returns how many records were sealed anew. */
    public function rotateKey(): int
    {
        return Library::get()->storeRotateKey($this->pointer());
    }

    /** Keeps an OAuth client under a descriptive name. The secret is sealed, and nothing gives it back. */
    public function saveClient(string $name, string $clientId, #[\SensitiveParameter] string $clientSecret): void
    {
        Library::get()->storeSaveClient($this->pointer(), $name, $clientId, $clientSecret);
    }

    /** Gives an OAuth client another name. Its sessions stay its sessions. */
    public function renameClient(string $name, string $newName): void
    {
        Library::get()->storeRenameClient($this->pointer(), $name, $newName);
    }

    /**
     * Puts a new client id and secret in the place of lost ones. Returns how many signed-in sessions this
     * concerns: each one's live access token serves to its end, then a saved password, then a human.
     */
    public function replaceClient(string $name, string $clientId, #[\SensitiveParameter] string $clientSecret): int
    {
        return Library::get()->storeReplaceClient($this->pointer(), $name, $clientId, $clientSecret);
    }

    /** Forgets an OAuth client. Its sessions stay, and can be used with its credentials only. */
    public function removeClient(string $name): void
    {
        Library::get()->storeRemoveClient($this->pointer(), $name);
    }

    /** @return list<SavedClient> in the order in which they were first saved; never their secrets */
    public function clients(): array
    {
        $library = Library::get();
        $list = $library->storeClients($this->pointer());
        try {
            $clients = [];
            for ($index = 0; $index < $library->clientListCount($list); $index++) {
                $clients[] = new SavedClient($list, $index);
            }
            return $clients;
        } finally {
            $library->clientListFree($list);
        }
    }

    /**
     * The sessions of one OAuth client, or all. One that begins or ends meanwhile may be among them or not.
     *
     * @return Generator<int, SessionEntry>
     */
    public function sessions(?Client $client = null): Generator
    {
        $library = Library::get();
        $list = $library->storeSessions($this->pointer(), $client?->pointer());
        try {
            do {
                $library->sessionListNext($list);
                $count = $library->sessionListCount($list);
                for ($index = 0; $index < $count; $index++) {
                    yield new SessionEntry($list, $index);
                }
            } while ($count > 0);
        } finally {
            $library->sessionListFree($list);
        }
    }

    /**
     * How the store and all of its sessions stand, whatever their OAuth client, in Prometheus' text format: for
     * a page that serves it. What can't be read is a number in it, and no exception. It has 32 MiB at most, which
     * are ten thousand sessions; of a larger store omnifund_store_untold_sessions says how many are left out. How
     * long a refresh token lives, and whether it may be presented again, is what the config says.
     */
    public function metrics(?Config $config = null): string
    {
        $library = Library::get();
        $metrics = $library->storeMetrics($this->pointer(), $config?->pointer());
        try {
            return $library->metricsText($metrics);
        } finally {
            $library->metricsFree($metrics);
        }
    }

    /**
     * Refreshes every session of the client whose pair is older than so many seconds: an unused refresh token
     * dies after 14 days. Run it once a day. The first half of the budget is shared out, and each session has its
     * turn at a random moment of its share, so that a fleet does not knock together; what does not fit into the
     * budget is left for the next run.
     *
     * @return list<SessionEntry> those that are signed in and as old as before: Session::status() tells why
     */
    public function keepAlive(Client $client, int $age = 259_200, int $budgetMilliseconds = 600_000): array
    {
        $began = time();
        Library::get()->sessionKeepAlive(
            $client->pointer(),
            $this->pointer(),
            $age,
            $budgetMilliseconds,
        );
        $left = [];
        foreach ($this->sessions($client) as $session) {
            $rotated = $session->lastRotation?->getTimestamp() ?? $began;
            if ($session->signedIn && $rotated < $began - $age) {
                $left[] = $session;
            }
        }
        return $left;
    }

    protected function end(CData $pointer): void
    {
        StoreTable::detach($this, $pointer);
        Library::get()->storeFree($pointer);
    }
}
