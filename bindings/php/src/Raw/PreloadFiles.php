<?php

declare(strict_types=1);

namespace Omnifund\Raw;

/**
 * What PHP-FPM reads at its start, which ends there for all sites where one of it can't be had: so it names no
 * library, and asks whether the release is still there.
 *
 * @internal
 */
final class PreloadFiles
{
    /** The class of the script, which says where the library lies. */
    public const PRELOADED = __NAMESPACE__ . '\Preloaded';

    /** A function of the header's plain region, the way cbindgen writes it. */
    private const FUNCTION = '~^(?!typedef\b)(\w[\w ]*[ *]+)(omnifund_\w+)\(([^;]*)\);~m';

    /** Where the script lies to a header. */
    public static function scriptBeside(string $header): string
    {
        return (string) preg_replace('~\.h$~', '', $header) . '.php';
    }

    /** For ffi.preload: types, of each function the type of a pointer to it, and what a library is opened with. */
    public static function header(): string
    {
        $plain = (string) file_get_contents(Loader::HEADER);
        return '#define FFI_SCOPE "' . Loader::SCOPE . "\"\n"
            . "void *dlopen(const char *file, int mode);\nvoid *dlsym(void *library, const char *name);\n"
            . "const char *dlerror(void);\n"
            . (string) preg_replace(self::FUNCTION, 'typedef $1(*$2_function)($3);', $plain);
    }

    /** For opcache.preload. */
    public static function script(LibraryFile $library): string
    {
        $preload = var_export(GivenPath::ofPackage('preload.php'), true);
        $file = var_export($library->name, true);
        $foundBy = var_export($library->foundBy, true);
        return <<<PHP
            <?php

            // Made by omnifund-preload-header; edits here are lost.

            declare(strict_types=1);

            namespace Omnifund\\Raw;

            final class Preloaded
            {
                public const LIBRARY = $file;
                public const FOUND_BY = $foundBy;
            }

            if (is_file($preload)) {
                require $preload;
            }

            PHP;
    }

    /** Beside it and then into its place: who reads it meanwhile has the old one or the new one. */
    public static function write(string $path, string $content): bool
    {
        @mkdir(dirname($path), 0755, true);
        return @file_put_contents("$path.new", $content) === strlen($content)
            && chmod("$path.new", 0644)
            && rename("$path.new", $path);
    }
}
