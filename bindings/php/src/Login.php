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
final class Login extends Handle implements LoginInterface
{
    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    public function getStatus(): int
    {
        return Library::get()->loginStatus($this->pointer());
    }

    /** @return array<string, list<string>> */
    public function getHeaders(): array
    {
        $library = Library::get();
        $login = $this->pointer();
        $headers = [];
        for ($index = 0; $index < $library->loginHeaderCount($login); $index++) {
            $name = $library->loginHeaderName($login, $index);
            $headers[$name][] = $library->loginHeaderValue($login, $index);
        }
        return $headers;
    }

    public function getHeader(string $name): ?string
    {
        return Library::get()->loginHeader($this->pointer(), $name);
    }

    /** @return array<string, string> */
    public function getCookies(): array
    {
        $library = Library::get();
        $login = $this->pointer();
        $cookies = [];
        for ($index = 0; $index < $library->loginCookieCount($login); $index++) {
            $name = $library->loginCookieName($login, $index);
            $cookies[$name] = $library->loginCookieValue($login, $index);
        }
        return $cookies;
    }

    /** @return list<string> */
    public function getSetCookies(): array
    {
        $library = Library::get();
        $login = $this->pointer();
        $values = [];
        for ($index = 0; $index < $library->loginCookieCount($login); $index++) {
            $values[] = $library->loginCookieHeader($login, $index);
        }
        return $values;
    }

    public function getLocation(): ?string
    {
        return Library::get()->loginLocation($this->pointer());
    }

    public function getBody(): string
    {
        return Library::get()->loginBody($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->loginFree($pointer);
    }
}
