<?php

declare(strict_types=1);

namespace League\OAuth2\Client\Token;

use JsonSerializable;

/** What league/oauth2-client 2 declares, for where it is not installed. */
interface AccessTokenInterface extends JsonSerializable
{
    /** @return string */
    public function getToken();

    /** @return string|null */
    public function getRefreshToken();

    /** @return int|null */
    public function getExpires();

    /** @return bool */
    public function hasExpired();

    /** @return array<string, mixed> */
    public function getValues();

    /** @return string */
    public function __toString();

    /** @return array<string, mixed> */
    #[\ReturnTypeWillChange]
    public function jsonSerialize();
}
