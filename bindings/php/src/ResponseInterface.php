<?php

declare(strict_types=1);

namespace Omnifund;

/** What the server answered to a request, whatever its status. */
interface ResponseInterface extends HandleInterface
{
    /**
     * What became of the request: Done by a status of 200 to 299, Refused by one of 400 to 499 but for 408, Unknown by
     * all others.
     */
    public function getOutcome(): Outcome;

    /** How many seconds the server asks to wait before another request; 0 where it does not. */
    public function getRetryAfter(): int;

    /** Of a collection, the path of its next page, for Session::request(); null at the last one. */
    public function getNext(): ?string;

    /** The key that was sent, whoever made it. */
    public function getIdempotencyKey(): ?string;

    /**
     * The body, from JSON; objects are arrays.
     *
     * @throws \JsonException
     */
    public function getJson(): mixed;

    /** The HTTP status, whatever it is. */
    public function getStatus(): int;

    /** @return array<string, list<string>> the values by the name in lower case */
    public function getHeaders(): array;

    /** The value of the first header of a name, whatever its case. */
    public function getHeader(string $name): ?string;

    /** @return array<string, string> the values by name, as they go into a Cookie header */
    public function getCookies(): array;

    /**
     * The whole Set-Cookie values, attributes included: what a web application sends on to its user's browser.
     *
     * @return list<string>
     */
    public function getSetCookies(): array;

    /** Where the answer sends the browser, as the server wrote it: it may be relative. */
    public function getLocation(): ?string;

    /** The body as the server sent it; empty where it went to a file. */
    public function getBody(): string;
}
