<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Client;
use Omnifund\LogLevel;
use Omnifund\Session;
use Omnifund\Store;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

/** The README's blocks that no other test runs. */
final class ReadmeTest extends TestCase
{
    use UsesLocalServer;

    /** Whose test runs them: BrowserTest, HttpTest and so on. */
    private const BLOCKS = [
        'Sign in' => 2,
        'Through the browser' => 2,
        'Call the API' => 1,
        'Guzzle, PSR-18 and league' => 1,
        'Test your own code' => 1,
        'Many merchants, many environments' => 3,
        'Logging' => 1,
    ];

    public function testEachBlockIsKnown(): void
    {
        foreach (self::BLOCKS as $heading => $count) {
            self::assertCount($count, Readme::blocks($heading, 'php'), $heading);
        }
        $readme = (string) file_get_contents(dirname(__DIR__) . '/README.md');
        self::assertSame(array_sum(self::BLOCKS), substr_count($readme, '```php'));
    }

    public function testItsLineSignsInAndItsRequestsTellWhatBecameOfThem(): void
    {
        $session = Session::open($this->client(), Store::memory(), LocalServer::USERNAME);
        $password = LocalServer::PASSWORD;
        eval(Readme::blocks('Sign in', 'php')[1]);
        [$lines] = Readme::blocks('Call the API', 'php');
        ob_start();
        eval($lines);
        self::assertSame("201 Done\n", ob_get_clean());
        assert(isset($smiths));
        self::assertSame([200, null], [$smiths->getStatus(), $smiths->getNext()]);
        $this->localServer()->misbehave([['at' => 'api', 'method' => 'POST', 'times' => 1, 'drop_reply' => true]]);
        ob_start();
        eval($lines);
        self::assertSame("Unknown\n", ob_get_clean());
    }

    public function testItsGuzzleSendsATokenAndItsLoggerHears(): void
    {
        $session = $this->signedIn();
        $baseUrl = $this->localServer()->baseUrl;
        eval(Readme::blocks('Guzzle, PSR-18 and league', 'php')[0]);
        assert(isset($guzzle));
        $certificates = ['verify' => $this->localServer()->caFile];
        self::assertSame(200, $guzzle->post('/login', $certificates)->getStatusCode());

        $logger = new Logger();
        $config = $this->localServer()->config();
        eval(Readme::blocks('Logging', 'php')[0]);
        (new Client($config))->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        self::assertNotSame([], $logger->of('exchange'));
    }

    private function client(): Client
    {
        return new Client($this->localServer()->config());
    }
}
