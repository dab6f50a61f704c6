<?php

declare(strict_types=1);

namespace Omnifund\Raw;

/**
 * Where the library lies, and who said so: bundled in the package, named by OMNIFUND_LIBRARY, built in the checkout
 * that the package lies in, or the system's.
 *
 * @internal
 */
final class LibraryFile
{
    public const SONAME = 'libomnifund.so.1';
    public const VARIABLE = 'OMNIFUND_LIBRARY';
    /** Where bin/omnifund-install-library puts one. */
    public const BUNDLED = self::PACKAGE . '/lib/' . self::SONAME;

    private const PACKAGE = __DIR__ . '/../..';
    private const PACKAGE_IN_CHECKOUT = '/bindings/php';
    private const BUILT = __DIR__ . '/../../../../target/release/' . self::SONAME;

    public function __construct(
        /** What the dynamic loader is asked for. */
        public readonly string $name,
        public readonly string $foundBy,
    ) {
    }

    public static function find(): self
    {
        $bundled = self::bundled();
        if ($bundled !== null) {
            return new self((string) realpath(self::PACKAGE . "/$bundled"), 'bundled in this package');
        }
        // Of the process alone: a web server could pass the other kind with a request.
        $named = getenv(self::VARIABLE, true);
        if (is_string($named) && $named !== '') {
            // With its links: who named it may have them lead elsewhere one day.
            $absolute = $named[0] === '/' ? $named : (string) getcwd() . "/$named";
            return new self($absolute, 'named by ' . self::VARIABLE);
        }
        $built = str_ends_with(dirname(__DIR__, 2), self::PACKAGE_IN_CHECKOUT) ? realpath(self::BUILT) : false;
        if ($built !== false) {
            return new self($built, 'built in this checkout');
        }
        return new self(self::SONAME, 'the system\'s');
    }

    /**
     * The package's own, by its path from there: what was put into it goes before what it came with, a library for each
     * platform.
     */
    public static function bundled(): ?string
    {
        foreach (['', self::platform() . '/'] as $folder) {
            $file = "lib/$folder" . self::SONAME;
            if (is_file(self::PACKAGE . "/$file")) {
                return $file;
            }
        }
        return null;
    }

    /** As a release calls this system, its libc and the processor. */
    public static function platform(): string
    {
        $machine = php_uname('m');
        $processor = ['x86_64' => 'x64', 'aarch64' => 'arm64', 'armv7l' => 'armv7'][$machine] ?? $machine;
        // A PHP of 32 bits on a kernel of 64; for an analyser the constant is this machine's.
        if (\constant('PHP_INT_SIZE') === 4 && $processor === 'arm64') {
            $processor = 'armv7';
        }
        // Of another libc its loader alone may be there: this process says which one it has.
        $musl = (glob('/lib/ld-musl-*') ?: []) !== []
            && str_contains((string) @file_get_contents('/proc/self/maps'), '/ld-musl-');
        return 'linux-' . ($musl ? 'musl-' : '') . $processor;
    }

    /** What bin/omnifund-preload-header found, where PHP has preloaded what that made. */
    public static function preloaded(): ?self
    {
        if (!class_exists(PreloadFiles::PRELOADED, false)) {
            return null;
        }
        return new self(
            (string) constant(PreloadFiles::PRELOADED . '::LIBRARY'),
            (string) constant(PreloadFiles::PRELOADED . '::FOUND_BY'),
        );
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
