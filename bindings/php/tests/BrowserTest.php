<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Client;
use Omnifund\Testing\LocalServer;
use Omnifund\Tests\Fpm\Browser;
use Omnifund\Tests\Fpm\UsesHost;
use PHPUnit\Framework\TestCase;

/** The README's two pages of "Through the browser", in nginx and PHP-FPM. */
final class BrowserTest extends TestCase
{
    use UsesHost;

    private const REDIRECT_URI = 'http://localhost/www/back';

    public function testTheBrowserThatAskedSignsInAndAnotherDoesNot(): void
    {
        $host = $this->host(['www' => 2]);
        foreach (array_combine(['ask', 'back'], $this->pages()) as $name => $page) {
            $host->scratch->write("pages/$name.php", $this->prelude() . $page);
        }
        $host->start($host->threeLines() . "session.save_path={$host->data('')}\n");
        $users = new Browser($host);
        $location = $users->open('/www/ask')->location;
        parse_str((string) parse_url($location, PHP_URL_QUERY), $asked);
        self::assertIsString($asked['state']);
        self::assertStringStartsWith($this->localServer()->baseUrl, $location);

        $client = new Client($this->localServer()->config());
        $back = $this->localServer()->allow($client->authorization(self::REDIRECT_URI, $asked['state']));
        $page = substr($back, strlen('http://localhost'));
        self::assertStringStartsWith('Please try again: ', (new Browser($host))->open($page)->body);
        self::assertStringStartsWith('Please try again: ', $users->open('/www/back?error=access_denied')->body);
        self::assertSame('Signed in.', $users->open($page)->body);
        self::assertSame(200, $host->get('/www/login')['status']);
    }

    /** @return list<string> */
    private function pages(): array
    {
        $pages = Readme::blocks('Through the browser', 'php');
        self::assertCount(2, $pages);
        return $pages;
    }

    private function prelude(): string
    {
        return '<?php
            require $_SERVER["OMNIFUND_TEST_PACKAGE"] . "/autoload.php";
            $configuration = $_SERVER["OMNIFUND_TEST_CONFIGURATION"];
            $client = new Omnifund\Client(Omnifund\Config::load($configuration));
            $session = Omnifund\Session::openConfigured("' . LocalServer::USERNAME . '", $configuration);
            $redirectUri = "' . self::REDIRECT_URI . '";
            ';
    }
}
