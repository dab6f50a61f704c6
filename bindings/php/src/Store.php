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
final class Store extends Handle implements StoreInterface
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
    public static function file(string $path, ?KeyInterface $key = null, ?StoreOptionsInterface $options = null): self
    {
        return new self(Library::get()->storeOpenFileWith(
            $path,
            self::real($key)?->pointer(),
            self::real($options)?->pointer(),
        ));
    }

    /**
     * At a place as OMNIFUND_STORE has it: a directory, or the url of a database that several hosts share
     * ("postgresql://...", "mysql://..."). All hosts have the same key: without one of yours it lies in the file
     * "<journal>.key", beside the directory of StoreOptions::setJournal().
     */
    public static function at(
        #[\SensitiveParameter] string $place,
        ?KeyInterface $key = null,
        ?StoreOptionsInterface $options = null,
    ): self {
        return new self(Library::get()->storeOpen(
            $place,
            self::real($key)?->pointer(),
            self::real($options)?->pointer(),
        ));
    }

    /**
     * In a database of the application's own, such as PdoFunctions, which several hosts may share. It ends with close()
     * or with the request, and so do its sessions: what C holds of PHP must not outlive it. Open it once in a
     * request. Key and options are as for at().
     */
    public static function functions(
        StoreFunctions $functions,
        ?KeyInterface $key = null,
        ?StoreOptionsInterface $options = null,
    ): self {
        $table = StoreTable::of($functions);
        $opened = Library::get()->storeOpenFunctions(
            FFI::addr($table),
            self::real($key)?->pointer(),
            self::real($options)?->pointer(),
        );
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
    public static function fromConfiguration(ConfigInterface $config): self
    {
        $config = self::real($config);
        $store = new self(Library::get()->storeOpenConfigured($config->pointer()));
        $store->logs = $config->logs;
        return $store;
    }

    public function prepareKey(): void
    {
        Library::get()->storePrepareKey($this->pointer());
    }

    public function rotateKey(): int
    {
        return Library::get()->storeRotateKey($this->pointer());
    }

    public function saveClient(string $name, string $clientId, #[\SensitiveParameter] string $clientSecret): void
    {
        Library::get()->storeSaveClient($this->pointer(), $name, $clientId, $clientSecret);
    }

    public function renameClient(string $name, string $newName): void
    {
        Library::get()->storeRenameClient($this->pointer(), $name, $newName);
    }

    public function replaceClient(string $name, string $clientId, #[\SensitiveParameter] string $clientSecret): int
    {
        return Library::get()->storeReplaceClient($this->pointer(), $name, $clientId, $clientSecret);
    }

    public function removeClient(string $name): void
    {
        Library::get()->storeRemoveClient($this->pointer(), $name);
    }

    /** @return list<SavedClient> */
    public function clients(): array
    {
        $library = Library::get();
        $list = $library->storeClients($this->pointer());
        try {
            $clients = [];
            for ($index = 0; $index < $library->clientListCount($list); $index++) {
                $clients[] = SavedClient::of($list, $index);
            }
            return $clients;
        } finally {
            $library->clientListFree($list);
        }
    }

    /** @return Generator<int, SessionEntry> */
    public function sessions(?ClientInterface $client = null): Generator
    {
        $library = Library::get();
        $list = $library->storeSessions($this->pointer(), self::real($client)?->pointer());
        try {
            do {
                $library->sessionListNext($list);
                $count = $library->sessionListCount($list);
                for ($index = 0; $index < $count; $index++) {
                    yield SessionEntry::of($list, $index);
                }
            } while ($count > 0);
        } finally {
            $library->sessionListFree($list);
        }
    }

    public function metrics(?ConfigInterface $config = null): string
    {
        $library = Library::get();
        $metrics = $library->storeMetrics($this->pointer(), self::real($config)?->pointer());
        try {
            return $library->metricsText($metrics);
        } finally {
            $library->metricsFree($metrics);
        }
    }

    /** @return list<SessionEntry> */
    public function keepAlive(ClientInterface $client, int $age = 259_200, int $budgetMilliseconds = 600_000): array
    {
        $began = time();
        Library::get()->sessionKeepAlive(
            self::real($client)->pointer(),
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
