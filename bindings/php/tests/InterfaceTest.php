<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Bug;
use Omnifund\Client;
use Omnifund\ClientInterface;
use Omnifund\Raw\Handle;
use Omnifund\Session;
use Omnifund\SessionEntry;
use Omnifund\SessionInterface;
use Omnifund\SignInRequired;
use Omnifund\Status;
use Omnifund\Store;
use Omnifund\StoreInterface;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use Omnifund\TokenProvider;
use Omnifund\TryLater;
use PHPUnit\Framework\TestCase;
use ReflectionClass;
use ReflectionMethod;

/** An application can hint against all that this package has, and put stand-ins in its place. */
final class InterfaceTest extends TestCase
{
    use UsesLocalServer;

    public function testEachHandleHasAnInterfaceWithAllThatItDoes(): void
    {
        foreach ($this->handles() as $class) {
            $interface = $class->getName() . 'Interface';
            self::assertTrue($class->implementsInterface($interface), "{$class->getName()} has no interface");
            $does = array_filter(
                $class->getMethods(ReflectionMethod::IS_PUBLIC),
                static fn (ReflectionMethod $method): bool => !$method->isStatic()
                    && !str_contains((string) $method->getDocComment(), '@internal')
                    && ($method->getName() === '__toString' || !str_starts_with($method->getName(), '__')),
            );
            foreach ($does as $method) {
                self::assertTrue(method_exists($interface, $method->getName()), "$interface::{$method->getName()}");
            }
        }
    }

    public function testNoMethodWantsAHandleThatCanNotBeStoodInFor(): void
    {
        $handles = array_map(static fn (ReflectionClass $class): string => $class->getName(), $this->handles());
        foreach (glob(dirname(__DIR__) . '/src/*Interface.php') ?: [] as $file) {
            $interface = new ReflectionClass('Omnifund\\' . basename($file, '.php'));
            foreach ($interface->getMethods() as $method) {
                $types = [$method->getReturnType(), ...array_map(
                    static fn ($parameter) => $parameter->getType(),
                    $method->getParameters(),
                )];
                $named = preg_split('~[?|]~', implode('|', array_map(strval(...), $types)));
                self::assertSame([], array_intersect((array) $named, $handles), $method->class . "::$method->name");
            }
        }
    }

    public function testAStandInGivesTokensToWhoHintsAgainstTheInterface(): void
    {
        $readme = (string) file_get_contents(dirname(__DIR__) . '/README.md');
        self::assertSame(1, preg_match('~```php\n(\$token = \$this->createConf.*?)```~s', $readme, $block));
        $tokens = eval("$block[1]\nreturn \$tokens;");
        assert($tokens instanceof TokenProvider);
        $header = static fn (TokenProvider $tokens): string => "Bearer {$tokens->token()->getAccessToken()}";
        self::assertSame('Bearer abc', $header($tokens));
        self::assertMatchesRegularExpression('~^Bearer \S{40,}$~', $header($this->signedIn()));
    }

    public function testAStandInTellsHowASessionStandsAndThrowsWhatOneThrows(): void
    {
        $session = $this->createMock(SessionInterface::class);
        $session->method('status')->willReturn(new Status(signedIn: true, generation: 3));
        $session->method('token')->willThrowException(new SignInRequired('nobody is signed in'));
        $session->method('refresh')->willThrowException(new TryLater('the server is away', retryAfter: 30));
        self::assertSame(3, $session->status()->generation);
        self::assertNull($session->status()->lastRotation);
        try {
            $session->refresh();
        } catch (TryLater $exception) {
            self::assertSame(30, $exception->getRetryAfter());
        }
        $this->expectExceptionObject(new SignInRequired('nobody is signed in'));
        $session->token();
    }

    public function testAStandInForAStoreListsWhatATestSays(): void
    {
        $store = $this->createMock(StoreInterface::class);
        $store->method('sessions')->willReturn([new SessionEntry(username: 'alice', signedIn: true)]);
        foreach ($store->sessions() as $entry) {
            self::assertSame('alice', $entry->username);
        }
    }

    public function testAStandInThatIsGivenToTheLibraryItselfIsABug(): void
    {
        $this->expectException(Bug::class);
        $this->expectExceptionMessage('is a stand-in');
        Session::open($this->createMock(ClientInterface::class), Store::memory(), 'alice');
    }

    public function testATokenIsItsAccessTokenWhereATextIsWanted(): void
    {
        $token = $this->signedIn()->token();
        self::assertSame($token->getAccessToken(), (string) $token);
    }

    public function testAnExceptionTellsTheCallersFileAndLine(): void
    {
        $client = new Client($this->localServer()->config());
        $session = Session::open($client, Store::memory(), LocalServer::USERNAME);
        $tries = [
            fn () => $session->token(),
            fn () => new \Omnifund\Key('short'),
            fn () => (new \Omnifund\Config())->setBaseUrl('no URL'),
            fn () => array_map($client->refreshGrant(...), ['spent']),
            fn () => iterator_to_array(Store::file('/nowhere/at/all')->sessions()),
        ];
        $line = __LINE__ - count($tries) - 1;
        foreach ($tries as $number => $try) {
            try {
                $try();
                self::fail("try $number went well");
            } catch (\Omnifund\OmnifundException $exception) {
                self::assertSame([__FILE__, $line + $number], [$exception->getFile(), $exception->getLine()]);
            }
        }
    }

    /** @return list<ReflectionClass<object>> */
    private function handles(): array
    {
        $classes = array_map(
            static fn (string $file) => new ReflectionClass('Omnifund\\' . basename($file, '.php')),
            glob(dirname(__DIR__) . '/src/*.php') ?: [],
        );
        $handles = array_filter($classes, static fn (ReflectionClass $class) => $class->isSubclassOf(Handle::class));
        self::assertGreaterThan(8, count($handles));
        return array_values($handles);
    }
}
