<?php

declare(strict_types=1);

namespace Omnifund\Tests\Fpm;

use Omnifund\Testing\UsesLocalServer;
use Omnifund\Tests\Scratch;

/** A host whose pages use the local server, configured by a file that its workers may read. */
trait UsesHost
{
    use UsesLocalServer;

    /**
     * @param array<string, int> $pools
     * @param list<string> $options of omnifund-local
     * @param array<string, string> $settings
     */
    private function host(
        array $pools,
        array $options = [],
        array $settings = [],
        ?Scratch $scratch = null,
        ?string $disk = null,
        ?string $package = null,
    ): Host {
        $host = new Host($scratch ?? new Scratch(), $pools, $disk, $package);
        $path = $host->data('omnifund.conf');
        $server = $this->localServer($options);
        $authority = $host->scratch->write('authority.pem', (string) file_get_contents($server->caFile));
        $server->writeConfiguration($path, $host->data('store'), $settings + ['OMNIFUND_CA_FILE' => $authority]);
        $host->hand($path);
        return $host;
    }
}
