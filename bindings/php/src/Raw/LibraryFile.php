<?php

declare(strict_types=1);

namespace Omnifund\Raw;

/**
 * Where the library lies, and who said so: bundled in the package, named by OMNIFUND_LIBRARY, or the
 * system's.
 *
 * @internal
 */
final class LibraryFile
{
    public const SONAME = 'libomnifund.so.1';
    public const VARIABLE = 'OMNIFUND_LIBRARY';
    private const BUNDLED = __DIR__ . '/../../lib/' . self::SONAME;

    private function __construct(
        /** What the dynamic loader is asked for. */
        public readonly string $name,
        public readonly string $foundBy,
    ) {
    }

    public static function find(): self
    {
        $bundled = realpath(self::BUNDLED);
        if ($bundled !== false) {
            return new self($bundled, 'bundled in this package');
        }
        // Of the process alone: a web server could pass the other kind with a request.
        $named = getenv(self::VARIABLE, true);
        if (is_string($named) && $named !== '') {
            $real = realpath($named);
            return new self($real === false ? $named : $real, 'named by ' . self::VARIABLE);
        }
        return new self(self::SONAME, 'the system\'s');
    }

    /** The absolute path, once the library has been loaded. */
    public function path(): string
    {
        if ($this->name !== self::SONAME) {
            return $this->name;
        }
        $mapped = @file_get_contents('/proc/self/maps');
        if (is_string($mapped) && preg_match('~ (/\S*libomnifund\.so\S*)~', $mapped, $match) === 1) {
            return $match[1];
        }
        return $this->name;
    }

    public function __toString(): string
    {
        return $this->path() . " ($this->foundBy)";
    }
}
