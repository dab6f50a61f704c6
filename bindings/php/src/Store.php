<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Generator;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;
use Omnifund\Raw\Pages;

/**
 * Where sessions and OAuth clients are kept, sealed. Any number of processes may use the same directory.
 * Whoever opens a store can act as any employee in it.
 */
final class Store extends Handle
{
    /** The Content-Type to serve metrics() with. */
    public const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

    protected const NOUN = 'store';

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
        return new self(Library::get()->give(
            'store',
            'store_open_file_with',
            $path,
            $key?->pointer(),
            $options?->pointer(),
        ));
    }

    /** In this process's memory, gone with it: for tests, and for programs that sign in at every start. */
    public static function memory(): self
    {
        return new self(Library::get()->give('store', 'store_open_memory'));
    }

    /** The store that a configuration names (OMNIFUND_STORE and what goes with it). */
    public static function fromConfiguration(Config $config): self
    {
        $store = new self(Library::get()->give('store', 'store_open_configured', $config->pointer()));
        $store->logs = $config->logs;
        return $store;
    }

    /** The first step to change the sealing key: puts a new one into the key file, that seals nothing yet. */
    public function prepareKey(): void
    {
        Library::get()->run('store_prepare_key', $this->pointer());
    }

    /** The second step: the prepared key seals from here on. Returns how many records were sealed anew. */
    public function rotateKey(): int
    {
        return Library::get()->count('store_rotate_key', $this->pointer());
    }

    /** Keeps an OAuth client under a descriptive name. The secret is sealed, and nothing gives it back. */
    public function saveClient(string $name, string $clientId, #[\SensitiveParameter] string $clientSecret): void
    {
        Library::get()->run('store_save_client', $this->pointer(), $name, $clientId, $clientSecret);
    }

    /** Gives an OAuth client another name. Its sessions stay its sessions. */
    public function renameClient(string $name, string $newName): void
    {
        Library::get()->run('store_rename_client', $this->pointer(), $name, $newName);
    }

    /**
     * Puts a new client id and secret in the place of lost ones. Returns how many signed-in sessions this
     * concerns: each one's live access token serves to its end, then a left password, then a human.
     */
    public function replaceClient(string $name, string $clientId, #[\SensitiveParameter] string $clientSecret): int
    {
        return Library::get()->count('store_replace_client', $this->pointer(), $name, $clientId, $clientSecret);
    }

    /** Forgets an OAuth client. Its sessions stay, and can be used with its credentials only. */
    public function removeClient(string $name): void
    {
        Library::get()->run('store_remove_client', $this->pointer(), $name);
    }

    /** @return list<SavedClient> in the order in which they were first saved; never their secrets */
    public function clients(): array
    {
        $pages = Pages::of('client_list', 'store_clients', $this->pointer());
        $clients = [];
        for ($index = 0; $index < $pages->count(); $index++) {
            $clients[] = new SavedClient(
                $pages->string('name', $index),
                $pages->string('client_id', $index),
                new DateTimeImmutable("@{$pages->int('since', $index)}"),
            );
        }
        return $clients;
    }

    /**
     * The sessions of one OAuth client, or all. One that begins or ends meanwhile may be among them or not.
     *
     * @return Generator<int, SessionEntry>
     */
    public function sessions(?Client $client = null): Generator
    {
        $pages = Pages::of('session_list', 'store_sessions', $this->pointer(), $client?->pointer());
        while ($pages->next()) {
            for ($index = 0; $index < $pages->count(); $index++) {
                yield new SessionEntry(
                    $pages->string('username', $index),
                    $pages->string('base_url', $index),
                    $pages->string('client_id', $index),
                    $pages->int('signed_in', $index) === 1,
                    Moment::of($pages->int('last_rotation', $index)),
                    $pages->stringOrNull('problem', $index),
                );
            }
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
        $metrics = $library->give('metrics', 'store_metrics', $this->pointer(), $config?->pointer());
        try {
            return $library->string('metrics_text', $metrics) ?? '';
        } finally {
            $library->free('metrics', $metrics);
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
        Library::get()->run(
            'session_keep_alive',
            $client->pointer(),
            $this->pointer(),
            $age,
            $budgetMilliseconds,
            null,
            null,
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
}
