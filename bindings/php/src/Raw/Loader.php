<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI;
use Omnifund\Advice;
use Omnifund\OmnifundException;

/**
 * Loads the library: by the header that PHP read at its start (ffi.preload), else by ours at run time. The header
 * that PHP reads at its start names no library, since one that is missing would keep all of PHP-FPM from starting.
 *
 * @internal
 */
final class Loader
{
    /** The number of the binary interface that this package is written for: its header's. */
    public const ABI = 1;

    /** The declarations of the C header. */
    public const HEADER = __DIR__ . '/omnifund.h';

    public const SCOPE = 'omnifund';

    /** What dlopen() is asked for, on each system that has it: to bind all at once. */
    private const RTLD_NOW = 2;

    public static function load(): Functions
    {
        if (!extension_loaded('ffi')) {
            throw self::failure(SetUp::withoutExtension());
        }
        return self::preloaded() ?? self::defined(LibraryFile::find());
    }

    private static function preloaded(): ?Functions
    {
        try {
            $ffi = FFI::scope(self::SCOPE);
        } catch (FFI\Exception) {
            return null;
        }
        $file = LibraryFile::preloaded() ?? LibraryFile::find();
        $library = $ffi->{'dlopen'}($file->name, self::RTLD_NOW);
        if (!$library instanceof FFI\CData) {
            $reason = $ffi->{'dlerror'}();
            throw self::failure(SetUp::notFound($file, is_string($reason) ? $reason : 'for no reason that is told'));
        }
        $functions = new Functions($ffi, $library);
        self::checkAbi($functions, $file);
        return $functions;
    }

    /** By the header at run time: in the CLI, and elsewhere where ffi.enable is 1. */
    public static function defined(LibraryFile $library): Functions
    {
        if (!SetUp::allowsHeaders()) {
            throw self::failure(SetUp::advice());
        }
        try {
            // First what any version of the library has: an ABI that differs may lack the rest.
            $versions = FFI::cdef('int32_t omnifund_abi_version(void);', $library->name);
        } catch (FFI\Exception $exception) {
            throw self::failure(SetUp::notFound($library, $exception->getMessage()));
        }
        self::checkAbi(new Functions($versions), $library);
        try {
            return new Functions(FFI::cdef((string) file_get_contents(self::HEADER), $library->name));
        } catch (FFI\Exception $exception) {
            throw OmnifundException::of(SetUp::lacks($exception->getMessage()));
        }
    }

    private static function checkAbi(Functions $functions, LibraryFile $library): void
    {
        $abi = $functions->find('abi_version')();
        if ($abi !== self::ABI) {
            $abi = is_int($abi) ? $abi : 0;
            throw self::failure(
                "libomnifund at $library has ABI $abi, and this package is written for " . self::ABI
                . '. Install the library and the package of one version.'
            );
        }
    }

    private static function failure(string $message): OmnifundException
    {
        return OmnifundException::of(new Failure($message, Advice::FixConfiguration->value));
    }
}
