<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use PHPUnit\Framework\Assert;

/** The package as it lies on a user's machine, with the library bundled in it. */
final class PackageCopy
{
    public static function with(Scratch $scratch, string $name): string
    {
        $package = $scratch->path($name);
        $made = Program::run([dirname(__DIR__) . '/package', $package, (string) getenv('OMNIFUND_LIBRARY')]);
        Assert::assertSame(0, $made->status, $made->said());
        return $package;
    }
}
