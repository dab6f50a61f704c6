<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;

/** What a grant brought, or a session. */
interface TokenFieldsInterface extends HandleInterface
{
    /**
     * The access token, for the header "Authorization: Bearer ...", with a capital B. Empty for an
     * exported pair without one.
     */
    public function getAccessToken(): string;

    /**
     * The refresh token, good for one refresh. Null where the server gave none: after a refresh,
     * the one that was sent stays good (RFC 6749 section 6).
     */
    public function getRefreshToken(): ?string;

    /**
     * The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer"
     * whatever stands here. Null where the server gave none.
     */
    public function getTokenType(): ?string;

    /** The scope, space-separated. Null where it was null or absent. */
    public function getScope(): ?string;

    /**
     * How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten
     * years): less is read as 0, more as ten years, digits in a string as a number. 0 also where
     * the server gave nothing of the kind.
     */
    public function getExpiresIn(): int;

    /**
     * The end of the access token by this machine's clock: the moment the request left, and
     * expires_in more. Null where the server gave no expires_in.
     */
    public function getExpiresAt(): ?DateTimeImmutable;

    /**
     * For how many milliseconds from when it was handed out a session's token needs nothing: until
     * then Session::token() would give the same one again, unless it was rejected, signed out or
     * refreshed meanwhile. For programs to which a call costs much. 0 for a token near its end, for
     * one of a raw grant.
     */
    public function getFreshFor(): int;
}
