<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/**
 * What the server answered to a token login. Cookies, Location and body can each let somebody in as
 * that user.
 */
interface LoginFieldsInterface extends HandleInterface
{
    /** The HTTP status, 200 to 399. */
    public function getStatus(): int;

    /**
     * Where the answer sends the browser, as the server wrote it: it may be relative. Null where it
     * sends nowhere.
     */
    public function getLocation(): ?string;

    /** The body, 1 MiB at most. */
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
}
