<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;

/**
 * The library's Unix times.
 *
 * @internal
 */
final class Moment
{
    public static function of(int $unixTime): ?DateTimeImmutable
    {
        return $unixTime === 0 ? null : new DateTimeImmutable("@$unixTime");
    }
}
