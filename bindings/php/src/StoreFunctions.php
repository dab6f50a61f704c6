<?php

declare(strict_types=1);

namespace Omnifund;

/**
 * A store of the application's own: a dumb keeper of sealed records, as omnifund_store_functions in the C header
 * describes it. Sealing, waiting and the journal are the library's. Times are milliseconds, deadlines are what is
 * left.
 *
 * What is not done is a StoreRefusal; anything else that is thrown is unknown to have been done from swap(), and a
 * failure from all others. No method calls anything of this package.
 */
interface StoreFunctions
{
    /** A connection. */
    public function connect(int $deadline): object;

    public function disconnect(object $connection): void;

    /** The store's id: 32 hexadecimal digits, chosen at random when it was made. */
    public function identify(object $connection, int $deadline): string;

    /** What was swapped last and nothing older; null where there is no record. */
    public function load(object $connection, int $deadline, string $key): ?StoreRecord;

    /** Tries to take a lease; another's is StoreAnswer::Busy. */
    public function lease(object $connection, int $deadline, string $key, string $owner, int $lasting): StoreLease;

    /**
     * Puts the body in the place of version $expected, or takes the record away where it is null: under a live lease
     * alone (else StoreAnswer::Lost) and where the version is that one (else Conflict).
     */
    public function swap(
        object $connection,
        int $deadline,
        string $key,
        string $owner,
        int $fence,
        int $expected,
        string $writeId,
        ?string $body,
    ): void;

    /** Ends a lease early, where it still is that one. */
    public function release(object $connection, int $deadline, string $key, string $owner, int $fence): void;

    /**
     * Keys between both, in the order of their bytes.
     *
     * @return list<string>
     */
    public function list(object $connection, int $deadline, string $after, string $upTo, int $limit): array;
}
