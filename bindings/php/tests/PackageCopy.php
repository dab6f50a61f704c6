<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use FilesystemIterator;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;

/** The package as it lies on a user's machine, with the library bundled in it. */
final class PackageCopy
{
    public static function with(Scratch $scratch, string $name): string
    {
        $from = dirname(__DIR__);
        $scratch->write("$name/autoload.php", (string) file_get_contents("$from/autoload.php"));
        $scratch->write("$name/preload.php", (string) file_get_contents("$from/preload.php"));
        foreach (['src', 'bin'] as $folder) {
            $files = new RecursiveIteratorIterator(
                new RecursiveDirectoryIterator("$from/$folder", FilesystemIterator::SKIP_DOTS)
            );
            foreach ($files as $file) {
                assert($file instanceof \SplFileInfo);
                $path = $file->getPathname();
                $scratch->write($name . substr($path, strlen($from)), (string) file_get_contents($path));
            }
        }
        $library = $scratch->write("$name/lib/libomnifund.so.1", '');
        copy((string) getenv('OMNIFUND_LIBRARY'), $library);
        return $scratch->path($name);
    }
}
