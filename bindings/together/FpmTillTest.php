<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Omnifund\Tests\Fpm\Host;
use PHPUnit\Framework\TestCase;

/**
 * A till whose processes are PHP-FPM's workers. The environment says which server and which PostgreSQL it shares with
 * tills in other languages, WORKERS how many it has, and LOGINS how often, a second apart, as many of them log in at
 * once. `./test` judges all tills by what the server saw.
 */
final class FpmTillTest extends TestCase
{
    private const LIBRARY = 'libomnifund_postgresql.so.1';

    public function testWorkersLogInByTheSessionOfTheSharedDatabase(): void
    {
        $workers = (int) getenv('WORKERS');
        $host = new Host(new Scratch(), ['www' => $workers]);
        copy(getenv('OMNIFUND_STORE_LIBRARIES') . '/' . self::LIBRARY, "$host->package/lib/" . self::LIBRARY);
        $this->configure($host);
        $host->start($host->threeLines());

        $seen = [];
        for ($left = (int) getenv('LOGINS'); $left > 0; $left--) {
            $answers = $host->load()->keepUp($workers, '/www/till', static fn (): bool => false);
            self::assertCount($workers, $answers);
            foreach ($answers as $answer) {
                self::assertSame(200, $answer['status'], print_r($answer, true));
                printf("    process %d: token login %d\n", $answer['pid'], $answer['status']);
                $seen[$answer['pid']] = true;
            }
            sleep(1);
        }
        self::assertGreaterThan(1, count($seen), 'one worker did it all');
    }

    /** Writes what the environment says, for the workers: they are another user than we, and have a journal of theirs. */
    private function configure(Host $host): void
    {
        [$key] = glob(getenv('XDG_STATE_HOME') . '/omnifund/*.key') ?: [''];
        $settings = [
            'OMNIFUND_BASE_URL' => getenv('OMNIFUND_BASE_URL'),
            'OMNIFUND_CLIENT_ID' => getenv('OMNIFUND_CLIENT_ID'),
            'OMNIFUND_CLIENT_SECRET' => getenv('OMNIFUND_CLIENT_SECRET'),
            'OMNIFUND_PROXY' => 'none',
            'OMNIFUND_STORE' => getenv('OMNIFUND_STORE'),
            'OMNIFUND_CA_FILE' => $this->file($host, 'authority.pem', (string) getenv('OMNIFUND_CA_FILE')),
            'OMNIFUND_STORE_KEY_FILE' => $this->file($host, 'fleet.key', $key),
            'OMNIFUND_STORE_JOURNAL' => $host->data('journal'),
        ];
        $lines = '';
        foreach ($settings as $name => $value) {
            $lines .= "$name=$value\n";
        }
        $host->scratch->write('settings', $lines);
        $this->file($host, 'omnifund.conf', $host->scratch->path('settings'));
    }

    /** The workers' own copy of a file, which nobody else may read. */
    private function file(Host $host, string $name, string $of): string
    {
        $copy = $host->data($name);
        self::assertTrue(copy($of, $copy));
        chmod($copy, 0600);
        return $host->hand($copy);
    }
}
