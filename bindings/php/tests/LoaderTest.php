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
        symlink((string) getenv('OMNIFUND_LIBRARY'), $scratch->path('libomnifund.so.1'));
        $environment = ['OMNIFUND_LIBRARY' => '', 'LD_LIBRARY_PATH' => $scratch->path];
        self::assertSame("loaded\n", Program::php(self::LOAD, $environment)->stdout);
    }

    public function testWhereFfiIsOffThePersonIsToldTheLines(): void
    {
        $said = Program::php(self::LOAD, [], ['-d', 'ffi.enable=0'])->stdout;
        $package = dirname(__DIR__);
        self::assertStringContainsString("\n    ffi.preload=$package/lib/omnifund-preload.h", $said);
        self::assertStringContainsString("\n    opcache.preload=$package/preload.php\n", $said);
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

    public function testThePreloadHeaderNamesTheScopeAndTheLibraryAndServesTheCliToo(): void
    {
        $scratch = new Scratch();
        $header = $scratch->path('omnifund.h');
        $made = Program::run([PHP_BINARY, dirname(__DIR__) . '/bin/omnifund-preload-header', $header]);
        self::assertSame(0, $made->status, $made->said());
        self::assertStringStartsWith("ffi.preload=$header\nopcache.preload=", $made->stdout);
        $library = (string) realpath((string) getenv('OMNIFUND_LIBRARY'));
        $lines = (array) file($header, FILE_IGNORE_NEW_LINES);
        self::assertSame('#define FFI_SCOPE "omnifund"', $lines[0]);
        self::assertSame("#define FFI_LIB \"$library\"", $lines[1]);

        $ran = Program::php(self::LOAD, ['OMNIFUND_LIBRARY' => '/nowhere'], ['-d', "ffi.preload=$header"]);
        self::assertSame("loaded\n", $ran->stdout, $ran->said());
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
