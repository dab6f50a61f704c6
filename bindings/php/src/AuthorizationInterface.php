<?php

declare(strict_types=1);

namespace Omnifund;

/** A question to a user, may this OAuth client act for you: what Client::authorization() gives. */
interface AuthorizationInterface extends HandleInterface
{
    /** Where the user's browser is to go. */
    public function getUrl(): string;

    /** What the answer is known by: for the user's web session, and for nobody else's eyes. */
    public function getState(): string;
}
