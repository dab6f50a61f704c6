<?php

declare(strict_types=1);

namespace Omnifund;

/** A key that seals the records of a store: what Key is. */
interface KeyInterface extends HandleInterface
{
}
