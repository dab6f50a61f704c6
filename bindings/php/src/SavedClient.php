<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Library;

/** An OAuth client that a store keeps; never its secret. What is not there is null. */
final class SavedClient
{
    public function __construct(
        /** The descriptive name of an OAuth client. */
        public readonly string $name = '',
        /** The client id of an OAuth client. */
        public readonly string $clientId = '',
        /** Since when this client id and secret are kept. */
        public readonly DateTimeImmutable $since = new DateTimeImmutable('@0'),
    ) {
    }

    /** @internal */
    public static function of(CData $list, int $index): self
    {
        $library = Library::get();
        return new self(
            name: $library->clientListName($list, $index),
            clientId: $library->clientListClientId($list, $index),
            since: new DateTimeImmutable("@{$library->clientListSince($list, $index)}"),
        );
    }
}
