<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Raw\Calls;
use Omnifund\Version;
use PHPUnit\Framework\TestCase;
use ReflectionClass;
use ReflectionMethod;

final class HeaderTest extends TestCase
{
    /** What others offer as well or better. */
    private const LEFT_OUT = [
        'abiVersion',
        'codeName',
        'codeText',
        'storeOpenFile',
        'sessionSignIn',
        'endExchanges',
    ];

    /** They must be given a function, and PHP keeps no closure beyond its request. */
    private const WITHOUT_A_METHOD = [
        'config_log_to_callback',
        'config_log_to_callback_with',
        'config_log_entries_to_callback',
        'config_log_entries_to_callback_with',
        'request_set_body_callback',
        'request_set_output_callback',
    ];

    public function testEveryMethodOfTheRawCallsIsOffered(): void
    {
        $source = '';
        foreach (glob(dirname(__DIR__) . '/src/{,Raw/}*.php', GLOB_BRACE) ?: [] as $file) {
            $source .= basename($file) === 'Calls.php' ? '' : (string) file_get_contents($file);
        }
        $called = static fn (string $method): bool => preg_match("~->$method\\(~", $source) === 1;
        $unused = array_filter(self::methods(), static fn (string $method): bool => !$called($method));
        // The machinery asks these by themselves, for the length of bytes.
        $unused = preg_grep('~Length$~', $unused, PREG_GREP_INVERT) ?: [];
        self::assertSame(self::LEFT_OUT, array_values($unused));
    }

    public function testEveryFunctionOfTheHeaderHasAMethodOfTheRawCalls(): void
    {
        $description = json_decode(
            (string) file_get_contents(dirname(__DIR__, 3) . '/include/omnifund-api.json'),
            true,
            flags: JSON_THROW_ON_ERROR,
        );
        $functions = array_column($description['functions'], 'name');
        self::assertGreaterThan(100, count($functions));
        $methods = array_map('strtolower', self::methods());
        $without = array_filter(
            $functions,
            static fn (string $name): bool => !in_array(str_replace('_', '', $name), $methods, true),
        );
        self::assertSame(self::WITHOUT_A_METHOD, array_values($without));
    }

    public function testTheLibraryTellsItsVersion(): void
    {
        self::assertMatchesRegularExpression('~^\d+\.\d+\.\d+~', Version::ofLibrary());
    }

    /** @return list<string> */
    private static function methods(): array
    {
        $class = new ReflectionClass(Calls::class);
        return array_map(
            static fn (ReflectionMethod $method): string => $method->getName(),
            $class->getMethods(ReflectionMethod::IS_PUBLIC),
        );
    }
}
