<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/** What the server answered to a request: whatever it said, an answer is no error. */
interface ResponseFieldsInterface extends HandleInterface
{
    /**
     * What became of the request: Outcome::Done by a status of 200 to 299, Outcome::Refused by one
     * of 400 to 499 but for 408, Outcome::Unknown by all others, since a gateway can say them after
     * it has passed the request on.
     */
    public function getOutcome(): Outcome;

    /**
     * How many seconds the server asks to wait before another request (Retry-After, RFC 9110
     * section 10.2.3); 0 where it does not.
     */
    public function getRetryAfter(): int;

    /**
     * Of a collection, what to ask for to have its next page, for Session::request(): hydra:next of
     * the hydra:view in the body, else the Link with rel="next" (RFC 8288); of a body that went to
     * a file or a callback that link alone. Null where there is none, as at the last page and where
     * the answer points to another origin.
     */
    public function getNext(): ?string;

    /** The HTTP status, whatever it is. */
    public function getStatus(): int;

    /**
     * Where the answer sends the browser, as the server wrote it: it may be relative. Null where it
     * sends nowhere.
     */
    public function getLocation(): ?string;

    /** The body; empty where it went to a file or a callback. */
    public function getBody(): string;

    /**
     * The values by the name in lower case.
     *
     * @return array<string, list<string>>
     */
    public function getHeaders(): array;

    /** The value of the first header of a name, whatever its case; null where there is none. */
    public function getHeader(string $name): ?string;

    /**
     * The values of the cookies that the answer sets by their names, as they go into a Cookie
     * header.
     *
     * @return array<string, string>
     */
    public function getCookies(): array;

    /**
     * The whole Set-Cookie values, attributes included: what a web application sends on to its
     * user's browser.
     *
     * @return list<string>
     */
    public function getSetCookies(): array;

    /** The key that was set, or that Session::request() made. Null where there is none. */
    public function getIdempotencyKey(): ?string;
}
