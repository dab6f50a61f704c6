<?php

declare(strict_types=1);

namespace Omnifund;

/** What the server answered to a request, whatever its status. */
interface ResponseInterface extends ResponseFieldsInterface
{
    /**
     * The body, from JSON; objects are arrays.
     *
     * @throws \JsonException
     */
    public function getJson(): mixed;
}
