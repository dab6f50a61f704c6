<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use PHPUnit\Framework\Assert;

/** The README's blocks, for tests that do what they say. */
final class Readme
{
    /** @return list<string> the blocks of a language under a heading, up to the next one */
    public static function blocks(string $heading, string $language): array
    {
        $readme = (string) file_get_contents(dirname(__DIR__) . '/README.md');
        Assert::assertSame(1, preg_match("~^#+ $heading\n(.*?)^(?:##|\z)~ms", $readme, $section), $heading);
        preg_match_all("~```$language\n(.*?)```~s", $section[1], $blocks);
        return $blocks[1];
    }
}
