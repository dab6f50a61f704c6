<?php

/*
 * A server that runs for weeks: it opens its session once, forks its workers, and each goes on with the session that
 * it was forked with. So do the workers of RoadRunner, FrankenPHP and Swoole.
 *
 * Run:   php server.php ADDRESS [WORKERS]
 *        with OMNIFUND_CONFIG (a file of settings) and OMNIFUND_USERNAME set; ADDRESS such as 127.0.0.1:8080, or with
 *        port 0 for any. It prints where it listens. SIGTERM ends it, with its workers.
 *
 * Each request is answered with what OmniFund answers to a token login.
 */

declare(strict_types=1);

use Omnifund\OmnifundException;
use Omnifund\Session;
use Omnifund\SessionInterface;
use Omnifund\TryLater;

// With composer: require 'vendor/autoload.php'.
require __DIR__ . '/../../bindings/php/autoload.php';

/** @return array{int, string} status and body */
function answer(SessionInterface $session): array
{
    try {
        return [200, "process " . (string) getmypid() . ": token login {$session->tokenLogin()->getStatus()}\n"];
    } catch (TryLater $exception) {
        return [503, "again in {$exception->getRetryAfter()} seconds\n"];
    } catch (OmnifundException $exception) {
        // For whoever runs this, and not for whoever asks.
        fwrite(STDERR, "{$exception->getMessage()}\n");
        return [500, "not now\n"];
    }
}

/** @param resource $listener */
function serve($listener, SessionInterface $session): never
{
    while (true) {
        $connection = @stream_socket_accept($listener, 3600.0);
        if ($connection === false) {
            continue;
        }
        while (!in_array(fgets($connection), [false, "\r\n"], true)) {
            // The request's head says nothing that matters here.
        }
        [$status, $body] = answer($session);
        $length = strlen($body);
        fwrite($connection, "HTTP/1.1 $status -\r\nContent-Length: $length\r\nConnection: close\r\n\r\n$body");
        fclose($connection);
    }
}

$configuration = getenv('OMNIFUND_CONFIG');
$session = Session::openConfigured(
    (string) getenv('OMNIFUND_USERNAME'),
    is_string($configuration) ? $configuration : null,
);
$listener = stream_socket_server('tcp://' . ($argv[1] ?? '127.0.0.1:8080'));
if ($listener === false) {
    exit(1);
}
$workers = [];
for ($number = 0; $number < (int) ($argv[2] ?? 4); $number++) {
    $pid = pcntl_fork();
    if ($pid === 0) {
        serve($listener, $session);
    }
    $workers[] = $pid;
}
pcntl_async_signals(true);
pcntl_signal(SIGTERM, static function () use ($workers): never {
    foreach ($workers as $pid) {
        posix_kill($pid, SIGTERM);
    }
    exit(0);
}, false);
echo 'listening on ', (string) stream_socket_get_name($listener, false), "\n";
while (pcntl_wait($status) > 0) {
    // A worker's end is for a supervisor to see.
}
