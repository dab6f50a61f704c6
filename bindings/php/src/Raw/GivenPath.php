<?php

declare(strict_types=1);

namespace Omnifund\Raw;

/**
 * Paths as the person named them who started the script: with the links on the way, which may lead to another release
 * one day. PHP itself knows a file by where the links lead now.
 *
 * @internal
 */
final class GivenPath
{
    /** The path of a file of this package by the way on which the script was started, where one leads there. */
    public static function ofPackage(string $file): string
    {
        $package = dirname(__DIR__, 2);
        $script = self::absolute($_SERVER['argv'][0] ?? '');
        /** @var mixed $composer */
        $composer = $GLOBALS['_composer_autoload_path'] ?? null;
        if (is_string($composer)) {
            // Composer may have the package itself behind a link.
            $installed = (string) realpath(dirname($composer)) . '/omnifund/omnifund';
            $package = realpath($installed) === $package ? $installed : $package;
        }
        for ($on = dirname($script); $on !== '/' && $on !== '.'; $on = dirname($on)) {
            $real = realpath($on);
            if ($real !== false && str_starts_with("$package/", "$real/")) {
                return $on . substr($package, strlen($real)) . "/$file";
            }
        }
        return "$package/$file";
    }

    /** From the folder where the shell says that it is, which knows the links on its way. */
    public static function absolute(string $path): string
    {
        if (str_starts_with($path, '/')) {
            return $path;
        }
        $path = (string) preg_replace('~^(\./+)+~', '', $path);
        $real = (string) getcwd();
        $shell = (string) getenv('PWD');
        return ($shell !== '' && realpath($shell) === $real ? $shell : $real) . "/$path";
    }
}
