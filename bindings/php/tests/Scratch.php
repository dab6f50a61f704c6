<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use FilesystemIterator;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;

/** A folder for one test's files, empty, and gone with this object. */
final class Scratch
{
    public readonly string $path;

    public function __construct()
    {
        $this->path = sys_get_temp_dir() . '/omnifund-php-' . bin2hex(random_bytes(6));
        // Another user's workers must find their way in it.
        mkdir($this->path, 0755);
    }

    public function path(string $name): string
    {
        return "$this->path/$name";
    }

    public function write(string $name, string $content): string
    {
        $path = $this->path($name);
        @mkdir(dirname($path), 0755, true);
        file_put_contents($path, $content);
        return $path;
    }

    public function __destruct()
    {
        $files = new RecursiveIteratorIterator(
            new RecursiveDirectoryIterator($this->path, FilesystemIterator::SKIP_DOTS),
            RecursiveIteratorIterator::CHILD_FIRST,
        );
        foreach ($files as $file) {
            assert($file instanceof \SplFileInfo);
            $file->isDir() && !$file->isLink() ? @rmdir($file->getPathname()) : @unlink($file->getPathname());
        }
        @rmdir($this->path);
    }
}
