<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use Omnifund\Advice;

/**
 * What PHP must be told so that it may call the library, with the right paths.
 *
 * @internal
 */
final class SetUp
{
    /** Where bin/omnifund-preload-header puts the preload header unless told. */
    public const PRELOAD_HEADER = __DIR__ . '/../../lib/omnifund-preload.h';

    private const SCRIPT = __DIR__ . '/../../bin/omnifund-preload-header';

    /** Whether a header may be given to FFI at run time. */
    public static function allowsHeaders(): bool
    {
        $enable = strtolower((string) ini_get('ffi.enable'));
        return match ($enable) {
            '1', 'on', 'yes', 'true' => true,
            'preload' => in_array(PHP_SAPI, ['cli', 'phpdbg'], true),
            default => false,
        };
    }

    /** @return array<string, string> the lines for php.ini */
    public static function lines(?string $preloadHeader = null): array
    {
        $header = $preloadHeader ?? self::absolute(self::PRELOAD_HEADER);
        return [
            'ffi.preload' => $header,
            'opcache.preload' => PreloadFiles::scriptBeside($header),
            'opcache.preload_user' => self::user(),
        ];
    }

    /** What to say where PHP is not set up. */
    public static function advice(): string
    {
        $said = 'PHP may not call libomnifund here: ' . PHP_SAPI . ' has ffi.enable='
            . var_export((string) ini_get('ffi.enable'), true) . ', and libomnifund was not preloaded. Add to '
            . self::iniFile() . ":\n";
        foreach (self::lines() as $name => $value) {
            $said .= "\n    $name=$value";
            $now = (string) ini_get($name);
            if ($now !== '' && $now !== $value) {
                $said .= "        ; now it is $now";
            }
        }
        if (strtolower((string) ini_get('ffi.enable')) !== 'preload') {
            $said .= "\n    ffi.enable=preload";
        }
        if (!function_exists('opcache_get_status') || ini_get('opcache.enable') !== '1') {
            $said .= "\n    zend_extension=opcache\n    opcache.enable=1";
        }
        if (!is_file(self::PRELOAD_HEADER)) {
            $said .= "\n\nThe first two files are not there yet. Make them with:\n\n    php "
                . self::absolute(self::SCRIPT);
        }
        return $said . "\n\nThen restart PHP. Where opcache.preload names a file of your"
            . ' own already, let that one require ours. With ffi.enable=1 none of this is needed, but then'
            . ' every script may call any C function.';
    }

    public static function withoutExtension(): string
    {
        return 'PHP has no FFI extension here. Add to ' . self::iniFile()
            . ":\n\n    extension=ffi\n\nand restart PHP.";
    }

    public static function notFound(LibraryFile $library, string $reason): string
    {
        return "libomnifund can't be loaded from $library: $reason. It is looked for bundled in this package ("
            . self::absolute(LibraryFile::BUNDLED) . ', and in ' . LibraryFile::platform()
            . ' there), then where the environment variable ' . LibraryFile::VARIABLE
            . ' says, then among the system\'s libraries as ' . LibraryFile::SONAME . '.';
    }

    /** The library that was loaded has not all that this package calls. */
    public static function lacks(string $what): Failure
    {
        $library = LibraryFile::preloaded() ?? LibraryFile::find();
        return new Failure(
            "libomnifund at $library is older than this package: it lacks $what. Install the library and the package of"
                . ' one version.',
            Advice::FixConfiguration->value,
        );
    }

    /** Without a link or a "..", also where there is no such file yet. */
    private static function absolute(string $path): string
    {
        $directory = realpath(dirname($path));
        return ($directory !== false ? $directory : (string) realpath(__DIR__ . '/../..') . '/lib')
            . '/' . basename($path);
    }

    private static function user(): string
    {
        $set = (string) ini_get('opcache.preload_user');
        if ($set !== '' && $set !== 'root') {
            return $set;
        }
        $user = function_exists('posix_getpwuid') ? posix_getpwuid(posix_geteuid()) : false;
        $name = $user !== false ? $user['name'] : 'www-data';
        return $name === 'root' ? 'www-data' : $name;
    }

    private static function iniFile(): string
    {
        $directory = PHP_CONFIG_FILE_SCAN_DIR;
        return $directory !== '' && PHP_SAPI !== 'cli'
            ? "php.ini (or a file of its own in $directory)"
            : 'php.ini';
    }
}
