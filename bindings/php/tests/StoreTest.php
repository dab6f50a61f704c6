<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use DateTimeImmutable;
use Omnifund\Bug;
use Omnifund\Client;
use Omnifund\Code;
use Omnifund\Config;
use Omnifund\ConfigurationError;
use Omnifund\Key;
use Omnifund\OmnifundException;
use Omnifund\Session;
use Omnifund\SessionEntry;
use Omnifund\Store;
use Omnifund\StoreError;
use Omnifund\StoreOptions;
use Omnifund\Testing\LocalServer;
use Omnifund\Testing\UsesLocalServer;
use PHPUnit\Framework\TestCase;

final class StoreTest extends TestCase
{
    use UsesLocalServer;

    private const NAME = 'Till 7';

    public function testAKeyOfTheApplicationSealsAndAnotherDoesNotOpen(): void
    {
        $scratch = new Scratch();
        $path = $scratch->path('store');
        $key = new Key(str_repeat("\0k", 16));
        $this->signedIn(Store::file($path, $key))->close();
        $again = $this->open(Store::file($path, $key));
        self::assertTrue($again->status()->signedIn);
        $this->expectException(StoreError::class);
        $this->open(Store::file($path, new Key(random_bytes(32))))->status();
    }

    public function testAnOlderKeyStillOpens(): void
    {
        $scratch = new Scratch();
        $path = $scratch->path('store');
        [$old, $new] = [new Key(random_bytes(32)), new Key(random_bytes(32))];
        $this->signedIn(Store::file($path, $old));
        $store = Store::file($path, $new, (new StoreOptions())->addOlderKey($old));
        self::assertGreaterThan(0, $store->rotateKey());
        self::assertTrue($this->open(Store::file($path, $new))->status()->signedIn);
    }

    public function testTheAuditTellsWhatIsDoneInAStore(): void
    {
        $scratch = new Scratch();
        $audit = $scratch->path('audit');
        $store = Store::file($scratch->path('store'), null, (new StoreOptions())->setAudit("file:$audit"));
        $store->saveClient(self::NAME, LocalServer::CLIENT_ID, LocalServer::CLIENT_SECRET);
        $this->signedIn($store)->export();
        $acts = [];
        foreach (file($audit) ?: [] as $line) {
            $fields = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
            $acts[] = is_array($fields) ? $fields['act'] : null;
        }
        self::assertSame(['client-add', 'sign-in', 'export'], $acts);
        $this->expectException(ConfigurationError::class);
        (new Config())->setAudit('stderr');
    }

    public function testAKeyOfAnotherLengthIsABug(): void
    {
        $this->expectException(Bug::class);
        new Key('short');
    }

    public function testTheSealingKeyIsChangedInTwoSteps(): void
    {
        $scratch = new Scratch();
        $store = Store::file($scratch->path('store'));
        $session = $this->signedIn($store);
        $store->prepareKey();
        self::assertGreaterThan(0, $store->rotateKey());
        self::assertTrue($session->status()->signedIn);
    }

    public function testOptionsSayHowADirectoryIsKept(): void
    {
        $scratch = new Scratch();
        $path = $scratch->path('store');
        $options = (new StoreOptions())
            ->setGroup()
            ->allowNetwork()
            ->takeOver()
            ->setMachine('till-7')
            ->setKeyFile($scratch->path('elsewhere.key'));
        Store::file($path, options: $options);
        self::assertSame(02770, (int) fileperms($path) & 07777);
        self::assertFileExists($scratch->path('elsewhere.key'));
        self::assertFileDoesNotExist("$path.key");
    }

    public function testAKeyFileIsSealedForNobodyWhereTheSystemCanNot(): void
    {
        $scratch = new Scratch();
        Store::file($scratch->path('store'), options: (new StoreOptions())->setKeyProtection('none'));
        $this->expectException(ConfigurationError::class);
        Store::file($scratch->path('other'), options: (new StoreOptions())->setKeyProtection('user'));
    }

    public function testAStoreThatMustExistIsNotMade(): void
    {
        $scratch = new Scratch();
        $path = $scratch->path('mistyped');
        try {
            Store::file($path, options: (new StoreOptions())->mustExist());
            self::fail('it was opened');
        } catch (StoreError $exception) {
            self::assertSame(Code::StoreMissing, $exception->getErrorCode());
        }
        self::assertFileDoesNotExist($path);
    }

    public function testOAuthClientsAreKeptUnderNames(): void
    {
        $store = Store::memory();
        $store->saveClient('Till', LocalServer::CLIENT_ID, LocalServer::CLIENT_SECRET);
        $store->renameClient('Till', self::NAME);
        [$kept] = $store->clients();
        self::assertSame([self::NAME, LocalServer::CLIENT_ID], [$kept->name, $kept->clientId]);
        self::assertGreaterThan(new DateTimeImmutable('-1 minute'), $kept->since);

        $config = $this->localServer()->config();
        $client = Client::fromStore($config, $store, self::NAME);
        $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        $session = Session::openNamed($config, $store, self::NAME, LocalServer::USERNAME);
        $session->signIn(LocalServer::PASSWORD);
        self::assertSame(1, $store->replaceClient(self::NAME, 'another id', 'another secret'));

        $store->removeClient(self::NAME);
        self::assertSame([], $store->clients());
        try {
            Client::fromStore($config, $store, self::NAME);
            self::fail('it was removed');
        } catch (OmnifundException $exception) {
            self::assertSame(Code::ClientNotFound, $exception->getErrorCode());
        }
    }

    public function testAConfigurationNamesAStoreAndAnOAuthClientInIt(): void
    {
        $scratch = new Scratch();
        $path = $scratch->path('omnifund.conf');
        $settings = $this->localServer()->environment($scratch->path('store'));
        unset($settings['OMNIFUND_CLIENT_ID'], $settings['OMNIFUND_CLIENT_SECRET']);
        $settings['OMNIFUND_CLIENT'] = self::NAME;
        file_put_contents($path, http_build_query($settings, '', "\n", PHP_QUERY_RFC3986));
        file_put_contents($path, urldecode((string) file_get_contents($path)) . "\n");
        chmod($path, 0600);
        $config = Config::load($path);
        $store = Store::fromConfiguration($config);
        $store->saveClient(self::NAME, LocalServer::CLIENT_ID, LocalServer::CLIENT_SECRET);
        $client = Client::fromConfiguration($config, $store);
        $client->passwordGrant(LocalServer::USERNAME, LocalServer::PASSWORD);
        self::assertCount(1, $store->clients());
    }

    public function testAllSessionsAreToldToPrometheusAndSoIsADamagedOne(): void
    {
        $scratch = new Scratch();
        $path = $scratch->path('store');
        $store = Store::file($path);
        $store->saveClient(self::NAME, LocalServer::CLIENT_ID, LocalServer::CLIENT_SECRET);
        $this->signedIn($store);
        $labels = sprintf(
            'client="%s",client_id="%s",user="%s"} 1' . "\n",
            self::NAME,
            LocalServer::CLIENT_ID,
            LocalServer::USERNAME,
        );
        self::assertStringContainsString($labels, $store->metrics());
        self::assertStringContainsString($labels, $store->metrics($this->localServer()->config()));

        [$record] = (array) glob("$path/records/*/1-*");
        file_put_contents((string) $record, 'damaged');
        self::assertStringContainsString('omnifund_store_damaged_records{store="', $store->metrics());
        self::assertStringNotContainsString($labels, $store->metrics());
    }

    public function testItsSessionsAreGoneThroughAsAGenerator(): void
    {
        $store = Store::memory();
        $this->signedIn($store);
        $entries = iterator_to_array($store->sessions(), false);
        self::assertCount(1, $entries);
        self::assertSame(LocalServer::USERNAME, $entries[0]->username);
        self::assertSame(LocalServer::CLIENT_ID, $entries[0]->clientId);
        self::assertSame($this->localServer()->baseUrl, rtrim($entries[0]->baseUrl, '/'));
        self::assertTrue($entries[0]->signedIn);
        self::assertInstanceOf(DateTimeImmutable::class, $entries[0]->lastRotation);

        $config = $this->localServer()->config()->setCredentials('another', 'client');
        self::assertCount(0, iterator_to_array($store->sessions(new Client($config))));
    }

    public function testManySessionsComePageByPageEachOnce(): void
    {
        $store = Store::memory();
        $client = new Client($this->localServer()->config());
        for ($number = 0; $number < 300; $number++) {
            Session::open($client, $store, "user $number")->adopt("a-refresh-token-$number");
        }
        $names = array_map(fn (SessionEntry $entry): string => $entry->username, [...$store->sessions()]);
        self::assertCount(300, $names);
        self::assertCount(300, array_unique($names));
        foreach ($store->sessions() as $entry) {
            self::assertStringStartsWith('user ', $entry->username);
            break;
        }
    }

    public function testKeepAliveRefreshesWhatIsOldAndTellsWhatIsLeft(): void
    {
        $store = Store::memory();
        $this->signedIn($store);
        $client = new Client($this->localServer()->config());
        self::assertSame([], $store->keepAlive($client));
        self::assertCount(0, $this->localServer()->refreshes(), 'it is not three days old');
        self::assertSame([], $store->keepAlive($client, age: 0, budgetMilliseconds: 2_000));
        self::assertCount(1, $this->localServer()->refreshes());
    }

    private function open(Store $store): Session
    {
        return Session::open(new Client($this->localServer()->config()), $store, LocalServer::USERNAME);
    }
}
