<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Raw\Loader;
use PHPUnit\Framework\TestCase;

/** Each try is a PHP of its own: a library is loaded once. */
final class LoaderTest extends TestCase
{
    private const LOAD = '
        try {
            new Omnifund\Config();
            echo "loaded\n";
        } catch (Omnifund\ConfigurationError $error) {
            echo $error->getMessage(), "\n";
        }';

    public function testAnotherAbiNumberIsRefusedWithTheLibraryThatHasIt(): void
    {
        $scratch = new Scratch();
        $library = $this->compile($scratch, 'int omnifund_abi_version(void) { return 2; }');
        $said = Program::php(self::LOAD, ['OMNIFUND_LIBRARY' => $library])->stdout;
        self::assertStringContainsString("$library (named by OMNIFUND_LIBRARY) has ABI 2", $said);
        self::assertStringContainsString('written for 1', $said);
    }

    public function testTheNumberIsThatOfThePackagesHeader(): void
    {
        $header = (string) file_get_contents(Loader::HEADER);
        self::assertStringContainsString('enum { OMNIFUND_ABI_VERSION = ' . Loader::ABI . ' };', $header);
    }

    public function testAnOlderLibraryIsRefusedWithWhatItLacks(): void
    {
        $scratch = new Scratch();
        $library = $this->compile($scratch, 'int omnifund_abi_version(void) { return 1; }');
        $said = Program::php(self::LOAD, ['OMNIFUND_LIBRARY' => $library])->stdout;
        self::assertStringContainsString("$library (named by OMNIFUND_LIBRARY) is older", $said);
        self::assertMatchesRegularExpression('/omnifund_[a-z]+/', $said);
    }

    public function testAMissingLibraryIsToldWithAllThePlacesThatWereLookedAt(): void
    {
        $said = Program::php(self::LOAD, ['OMNIFUND_LIBRARY' => '/nowhere/libomnifund.so'])->stdout;
        self::assertStringContainsString('/nowhere/libomnifund.so (named by OMNIFUND_LIBRARY)', $said);
        self::assertStringContainsString(dirname(__DIR__) . '/lib/libomnifund.so.1', $said);
        self::assertStringContainsString('system\'s', $said);
    }

    public function testWithoutTheVariableTheSystemsLibraryIsTaken(): void
    {
        $scratch = new Scratch();
        $package = PackageCopy::with($scratch, 'package');
        $source = "require '$package/autoload.php';" . self::LOAD;
        rename("$package/lib/libomnifund.so.1", $scratch->path('libomnifund.so.1'));
        $load = static fn (string $path) => Program::run(
            [PHP_BINARY, '-r', $source],
            ['OMNIFUND_LIBRARY' => '', 'LD_LIBRARY_PATH' => $path],
        )->stdout;
        self::assertSame("loaded\n", $load($scratch->path));
        self::assertStringContainsString('(the system\'s)', $load('/nowhere'));
    }

    public function testAPackageInACheckoutHasWhatWasBuiltThere(): void
    {
        $scratch = new Scratch();
        $package = PackageCopy::with($scratch, 'checkout/bindings/php');
        mkdir($scratch->path('checkout/target/release'), 0755, true);
        rename("$package/lib/libomnifund.so.1", $scratch->path('checkout/target/release/libomnifund.so.1'));
        $source = "require '$package/autoload.php';" . self::LOAD;
        $ran = Program::run([PHP_BINARY, '-r', $source], ['OMNIFUND_LIBRARY' => '']);
        self::assertSame("loaded\n", $ran->stdout, $ran->said());
    }

    public function testABundledLibraryIsReplacedByOneOfThePackagesAbiAndByNoOther(): void
    {
        $scratch = new Scratch();
        $package = PackageCopy::with($scratch, 'package');
        $bundled = "$package/lib/libomnifund.so.1";
        $inode = fileinode($bundled);
        $install = static fn (string $library) => Program::run(
            [PHP_BINARY, "$package/bin/omnifund-install-library", $library],
        );
        $other = $this->compile($scratch, 'int omnifund_abi_version(void) { return 2; }');
        foreach ([$other, __FILE__, '/nowhere/libomnifund.so'] as $refused) {
            $ran = $install($refused);
            self::assertSame(1, $ran->status, $ran->said());
            self::assertStringContainsString($refused, $ran->stderr);
            clearstatcache();
            self::assertSame($inode, fileinode($bundled));
        }
        $ran = $install((string) getenv('OMNIFUND_LIBRARY'));
        self::assertSame(0, $ran->status, $ran->said());
        clearstatcache();
        self::assertNotSame($inode, fileinode($bundled), 'who uses the old one keeps it');
        self::assertSame(['libomnifund.so.1'], array_map('basename', glob("$package/lib/*") ?: []));
    }

    public function testWhereFfiIsOffThePersonIsToldTheLines(): void
    {
        $said = Program::php(self::LOAD, [], ['-d', 'ffi.enable=0'])->stdout;
        $package = dirname(__DIR__);
        self::assertStringContainsString("\n    ffi.preload=$package/lib/omnifund-preload.h", $said);
        self::assertStringContainsString("\n    opcache.preload=$package/lib/omnifund-preload.php\n", $said);
        self::assertStringContainsString("\n    opcache.preload_user=", $said);
        self::assertStringContainsString("\n    ffi.enable=preload\n", $said);
    }

    public function testWithoutTheExtensionThePersonIsToldTheLine(): void
    {
        $options = ['-n'];
        if (trim(Program::run([PHP_BINARY, '-n', '-r', 'echo extension_loaded("ffi");'])->stdout) !== '') {
            self::markTestSkipped('FFI is compiled into this PHP');
        }
        self::assertStringContainsString('extension=ffi', Program::php(self::LOAD, [], $options)->stdout);
    }

    public function testThePreloadHeaderNamesNoLibraryAndServesTheCliToo(): void
    {
        $scratch = new Scratch();
        $header = $scratch->path('omnifund.h');
        $made = Program::run([PHP_BINARY, dirname(__DIR__) . '/bin/omnifund-preload-header', $header]);
        self::assertSame(0, $made->status, $made->said());
        self::assertStringStartsWith("ffi.preload=$header\nopcache.preload=", $made->stdout);
        self::assertStringStartsWith("#define FFI_SCOPE \"omnifund\"\n", (string) file_get_contents($header));
        $script = (string) file_get_contents($scratch->path('omnifund.php'));
        self::assertStringContainsString("'" . getenv('OMNIFUND_LIBRARY') . "'", $script);

        $options = ['-d', "ffi.preload=$header"];
        $ran = Program::php(self::LOAD, [], $options);
        self::assertSame("loaded\n", $ran->stdout, $ran->said());
        // A PHP that has read it starts without a library, and says so where one is needed.
        $ran = Program::php(self::LOAD, ['OMNIFUND_LIBRARY' => '/nowhere/lib.so'], $options);
        self::assertStringContainsString('/nowhere/lib.so (named by OMNIFUND_LIBRARY)', $ran->stdout, $ran->said());
    }

    public function testThePreloadHeaderKeepsTheLinksOfItsCallersPath(): void
    {
        $scratch = new Scratch();
        PackageCopy::with($scratch, 'releases/1/omnifund');
        symlink('releases/1', $scratch->path('current'));
        $link = $scratch->path('current');
        $ways = [
            [$link, 'omnifund/bin/omnifund-preload-header'],
            ['/', "$link/omnifund/bin/omnifund-preload-header"],
            ["$link/omnifund", './bin/omnifund-preload-header'],
        ];
        foreach ($ways as [$folder, $script]) {
            // As a shell does: PWD knows the links on its way.
            $made = Program::run([PHP_BINARY, $script], ['PWD' => $folder], $folder);
            self::assertSame(0, $made->status, $made->said());
            self::assertStringStartsWith("ffi.preload=$link/omnifund/lib/omnifund-preload.h\n", $made->stdout);
            $said = (string) file_get_contents("$link/omnifund/lib/omnifund-preload.php");
            self::assertStringContainsString("'$link/omnifund/lib/libomnifund.so.1'", $said);
            self::assertStringNotContainsString('/releases/', $said);
        }
    }

    private function compile(Scratch $scratch, string $source): string
    {
        $from = $scratch->write('other.c', $source);
        $library = $scratch->path('libother.so');
        $ran = Program::run(['cc', '-shared', '-fPIC', '-o', $library, $from]);
        self::assertSame(0, $ran->status, $ran->said());
        return $library;
    }
}
