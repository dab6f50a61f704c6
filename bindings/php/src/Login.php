<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/**
 * What the server answered to a token login. Cookies, Location and body can each let somebody in as that
 * user. It never changes, and is wiped when it is closed.
 */
final class Login extends Handle
{
    protected const NOUN = 'login';

    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    /** The HTTP status, 200 to 399. */
    public function getStatus(): int
    {
        return Library::get()->int('login_status', $this->pointer());
    }

    /** @return array<string, list<string>> the values by the name in lower case */
    public function getHeaders(): array
    {
        $headers = [];
        for ($index = 0; $index < $this->count('login_header_count'); $index++) {
            $headers[$this->at('login_header_name', $index)][] = $this->at('login_header_value', $index);
        }
        return $headers;
    }

    /** The value of the first header of a name, whatever its case. */
    public function getHeader(string $name): ?string
    {
        return Library::get()->string('login_header', $this->pointer(), $name);
    }

    /** @return array<string, string> the values by name, as they go into a Cookie header */
    public function getCookies(): array
    {
        $cookies = [];
        for ($index = 0; $index < $this->count('login_cookie_count'); $index++) {
            $cookies[$this->at('login_cookie_name', $index)] = $this->at('login_cookie_value', $index);
        }
        return $cookies;
    }

    /**
     * The whole Set-Cookie values, attributes included: what a web application sends on to its user's browser.
     *
     * @return list<string>
     */
    public function getSetCookies(): array
    {
        $values = [];
        for ($index = 0; $index < $this->count('login_cookie_count'); $index++) {
            $values[] = $this->at('login_cookie_header', $index);
        }
        return $values;
    }

    /** Where the answer sends the browser, as the server wrote it: it may be relative. */
    public function getLocation(): ?string
    {
        return Library::get()->string('login_location', $this->pointer());
    }

    /** The body as the server sent it, 1 MiB at most. */
    public function getBody(): string
    {
        return Library::get()->bytes('login_body', $this->count('login_body_length'), $this->pointer());
    }

    private function count(string $function): int
    {
        return Library::get()->int($function, $this->pointer());
    }

    private function at(string $function, int $index): string
    {
        return Library::get()->string($function, $this->pointer(), $index) ?? '';
    }
}
