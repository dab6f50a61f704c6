<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Library;

/** A session of a store. What is not there is null. */
final class SessionEntry
{
    /** Why its record can't be read, and what to do; the words name the record. */
    public readonly ?string $problem;

    /** Whose session it is. */
    public readonly string $username;

    /** At which OmniFund it is. */
    public readonly string $baseUrl;

    /** The client id under which its OAuth client was first used. */
    public readonly string $clientId;

    /** Whether there is a pair that the server has not refused. */
    public readonly bool $signedIn;

    /** When its pair last changed. */
    public readonly ?DateTimeImmutable $lastRotation;

    /** @internal */
    public function __construct(CData $list, int $index)
    {
        $library = Library::get();
        $this->problem = $library->sessionListProblem($list, $index);
        $this->username = $library->sessionListUsername($list, $index);
        $this->baseUrl = $library->sessionListBaseUrl($list, $index);
        $this->clientId = $library->sessionListClientId($list, $index);
        $this->signedIn = $library->sessionListSignedIn($list, $index);
        $this->lastRotation = Moment::of($library->sessionListLastRotation($list, $index));
    }
}
