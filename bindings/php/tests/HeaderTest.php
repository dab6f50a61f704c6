<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Version;
use PHPUnit\Framework\TestCase;

final class HeaderTest extends TestCase
{
    /**
     * What others offer as well or better, or PHP can't: it keeps no closure beyond its request, and ends by exit(),
     * where the library waits by itself.
     */
    private const LEFT_OUT = [
        'session_sign_in',
        'store_open_file',
        'config_log_to_callback',
        'config_log_entries_to_callback',
        'end_exchanges',
    ];

    public function testEveryFunctionOfTheHeaderIsOffered(): void
    {
        $source = '';
        foreach (glob(dirname(__DIR__) . '/src/{,Raw/}*.php', GLOB_BRACE) ?: [] as $file) {
            $source .= file_get_contents($file);
        }
        $header = (string) file_get_contents(dirname(__DIR__) . '/src/Raw/omnifund.h');
        preg_match_all('~\bomnifund_(\w+)\(~', $header, $functions);
        self::assertGreaterThan(100, count($functions[1]));
        $missing = array_filter($functions[1], static function (string $function) use ($source): bool {
            // Handles are ended, lists read and a status asked by the noun and a word.
            $word = preg_replace('~^(client_list|session_list|status|\w+(?=_free$))_~', '', $function);
            return !str_contains($source, "'$function'")
                && !str_contains($source, "omnifund_$function")
                && !str_contains($source, "'$word'")
                && !str_contains($source, "}_$word");
        });
        self::assertSame(self::LEFT_OUT, array_values(array_intersect(self::LEFT_OUT, $missing)));
        self::assertSame([], array_diff($missing, self::LEFT_OUT));
    }

    public function testTheLibraryTellsItsVersion(): void
    {
        self::assertMatchesRegularExpression('~^\d+\.\d+\.\d+~', Version::ofLibrary());
    }
}
