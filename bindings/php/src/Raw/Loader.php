<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI;
use Omnifund\Advice;
use Omnifund\OmnifundException;

/**
 * Loads the library: as PHP was told at its start to (ffi.preload), else by the header at run time.
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

    public static function load(): FFI
    {
        if (!extension_loaded('ffi')) {
            throw self::failure(SetUp::withoutExtension());
        }
        return self::preloaded() ?? self::defined(LibraryFile::find());
    }

    private static function preloaded(): ?FFI
    {
        try {
            $ffi = FFI::scope(self::SCOPE);
        } catch (FFI\Exception) {
            return null;
        }
        self::checkAbi($ffi, 'the library of the preload header ' . (string) ini_get('ffi.preload'));
        return $ffi;
    }

    /** By the header at run time: in the CLI, and elsewhere where ffi.enable is 1. */
    public static function defined(LibraryFile $library): FFI
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
        self::checkAbi($versions, (string) $library);
        try {
            return FFI::cdef((string) file_get_contents(self::HEADER), $library->name);
        } catch (FFI\Exception $exception) {
            throw self::failure(
                "libomnifund at $library is older than this package: {$exception->getMessage()}. Install the"
                . ' library and the package of one version.'
            );
        }
    }

    private static function checkAbi(FFI $ffi, string $library): void
    {
        $abi = $ffi->{'omnifund_abi_version'}();
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
