<?php

declare(strict_types=1);

namespace Omnifund;

/** What the server answered to a token login. */
interface LoginInterface extends HandleInterface
{
    /** The HTTP status, 200 to 399. */
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

    /** The body as the server sent it, 1 MiB at most. */
    public function getBody(): string;
}
