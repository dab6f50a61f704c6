<?php

declare(strict_types=1);

namespace Omnifund\Tests\Fpm;

use Omnifund\Tests\PackageCopy;
use Omnifund\Tests\Program;
use Omnifund\Tests\Scratch;
use PHPUnit\Framework\Assert;

/**
 * nginx before PHP-FPM with Debian's own php.ini and one file of settings more, in a scratch folder: nothing
 * of the system's services is touched. It ends with this object.
 */
final class Host
{
    private const PATIENCE_SECONDS = 30;

    public readonly string $package;

    private Daemon $fpm;
    private Daemon $nginx;

    /**
     * @param array<string, int> $pools their workers by their names; a page is served by the pool that its
     *     folder is named for
     * @param ?string $disk an empty folder: a tiny disk lies on it for the workers, and for nobody else
     * @param ?string $package where the pages have the package, unless one is to be made
     */
    public function __construct(
        public readonly Scratch $scratch,
        private readonly array $pools = ['www' => 16],
        private readonly ?string $disk = null,
        ?string $package = null,
    ) {
        $this->package = $package ?? PackageCopy::with($scratch, 'package');
        $data = $scratch->path('data');
        mkdir($data);
        if ($this->runsAsRoot()) {
            chown($data, 'www-data');
        }
        $this->configure();
    }

    public function __destruct()
    {
        $this->stop();
    }

    /** A folder that the workers may write to. */
    public function data(string $name): string
    {
        return $this->scratch->path("data/$name");
    }

    /** A folder for a store that the workers share with us through their group. */
    public function shared(string $name): string
    {
        $path = $this->data($name);
        mkdir($path);
        if ($this->runsAsRoot()) {
            chgrp($path, 'www-data');
        }
        chmod($path, 02770);
        return $path;
    }

    /** Gives a file to the workers. */
    public function hand(string $path): string
    {
        if ($this->runsAsRoot()) {
            chown($path, 'www-data');
        }
        return $path;
    }

    /** What the package's own script prints, without a change. */
    public function threeLines(): string
    {
        $made = Program::run([PHP_BINARY, "$this->package/bin/omnifund-preload-header"]);
        Assert::assertSame(0, $made->status, $made->said());
        return $made->stdout;
    }

    public function start(string $settings): void
    {
        $this->scratch->write('ini/50-omnifund.ini', $settings);
        $this->fpm = new Daemon($this->fpmCommand(), $this->scratch->path('fpm.out'), [
            // Debian's folder, and ours behind it.
            'PHP_INI_SCAN_DIR' => ':' . $this->scratch->path('ini'),
        ]);
        $this->nginx = new Daemon(
            ['nginx', '-e', $this->scratch->path('nginx.err'), '-c', $this->scratch->path('nginx.conf')],
            $this->scratch->path('nginx.out'),
        );
        $this->awaitAnswers();
    }

    /** FPM's master, which has to run; null before its start. */
    public function pid(): ?int
    {
        if (!isset($this->fpm)) {
            return null;
        }
        Assert::assertTrue($this->fpm->runs(), $this->log());
        return $this->fpm->pid();
    }

    public function stop(): void
    {
        unset($this->nginx, $this->fpm);
    }

    /** @return array<string, mixed> what a page says */
    public function get(string $page): array
    {
        $body = $this->load()->get($page);
        return Load::decoded($body !== '' ? $body : $this->log());
    }

    public function load(): Load
    {
        return Load::on($this->socket());
    }

    public function log(): string
    {
        $log = '';
        foreach (['fpm.log', 'fpm.out', 'nginx.err', 'nginx.out'] as $file) {
            $log .= @file_get_contents($this->scratch->path($file));
        }
        return $log;
    }

    private function socket(): string
    {
        return $this->scratch->path('web.sock');
    }

    private function runsAsRoot(): bool
    {
        return posix_geteuid() === 0;
    }

    private function configure(): void
    {
        $pages = __DIR__ . '/pages';
        foreach (glob("$pages/*.php") ?: [] as $page) {
            $this->scratch->write('pages/' . basename($page), (string) file_get_contents($page));
        }
        $path = $this->scratch->path;
        $owner = $this->runsAsRoot() ? "user = www-data\nlisten.owner = www-data\n" : '';
        $fpm = "[global]\nerror_log = $path/fpm.log\ndaemonize = no\n"
            . "process_control_timeout = 40s\n";
        $locations = '';
        foreach ($this->pools as $pool => $workers) {
            $fpm .= "[$pool]\n{$owner}listen = $path/$pool.sock\npm = static\npm.max_children = $workers\n"
                . "catch_workers_output = yes\n";
            $locations .= "location /$pool/ { fastcgi_pass unix:$path/$pool.sock; }\n";
        }
        $this->scratch->write('fpm.conf', $fpm);
        $user = $this->runsAsRoot() ? "user www-data;\n" : '';
        $this->scratch->write('nginx.conf', <<<NGINX
            {$user}daemon off;
            worker_processes 1;
            pid $path/nginx.pid;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path $path/t1;
                proxy_temp_path $path/t2;
                fastcgi_temp_path $path/t3;
                uwsgi_temp_path $path/t4;
                scgi_temp_path $path/t5;
                server {
                    include /etc/nginx/fastcgi_params;
                    listen unix:$path/web.sock;
                    rewrite ^/(?<pool>\w+)/(?<page>[\w-]+)$ /\$pool/\$page.php;
                    fastcgi_param SCRIPT_FILENAME $path/pages/\$page.php;
                    fastcgi_param OMNIFUND_TEST_PACKAGE $this->package;
                    fastcgi_param OMNIFUND_TEST_CONFIGURATION $path/data/omnifund.conf;
                    $locations
                }
            }
            NGINX);
    }

    /** @return list<string> */
    private function fpmCommand(): array
    {
        [$fpm] = glob('/usr/sbin/php-fpm*') ?: ['php-fpm'];
        $command = [$fpm, '--nodaemonize', '--fpm-config', $this->scratch->path('fpm.conf')];
        return $this->disk === null ? $command : TinyDisk::before($command, $this->disk);
    }

    private function awaitAnswers(): void
    {
        $end = microtime(true) + self::PATIENCE_SECONDS;
        do {
            $ready = true;
            foreach (array_keys($this->pools) as $pool) {
                $ready = $ready && $this->load()->status("/$pool/ready") === 200;
            }
            if (!$ready) {
                Assert::assertTrue($this->fpm->runs(), $this->log());
                Assert::assertLessThan($end, microtime(true), $this->log());
                usleep(10_000);
            }
        } while (!$ready);
    }
}
