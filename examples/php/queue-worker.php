<?php

/*
 * A queue worker that runs for weeks: it opens its session once, and does what an error's class says with the job at
 * hand. Any number of them may run, on one store.
 *
 * Run:   php queue-worker.php FOLDER
 *        with OMNIFUND_CONFIG (a file of settings) and OMNIFUND_USERNAME set
 *
 * The queue is a folder: a job is a file NAME.job, the worker that renames it has it, and one that is done is gone.
 * SIGTERM ends the worker behind the job at hand; "stop.job" does, too. It exits with 12 where a human must sign in, as
 * the omnifund command does, and leaves the job in the queue.
 */

declare(strict_types=1);

use Omnifund\Session;
use Omnifund\SessionInterface;
use Omnifund\SignInRequired;
use Omnifund\TryLater;

// With composer: require 'vendor/autoload.php'.
require __DIR__ . '/../../bindings/php/autoload.php';

/** The next job, which is this worker's from here on; null where there is none. */
function takeJob(string $folder): ?string
{
    foreach (glob("$folder/*.job") ?: [] as $job) {
        // Another worker may have been faster.
        if (@rename($job, "$job.taken")) {
            return $job;
        }
    }
    return null;
}

/** What a job does: here it logs the user in. */
function handle(SessionInterface $session, string $job): void
{
    $status = $session->tokenLogin()->getStatus();
    echo basename($job, '.job'), ": $status\n";
}

function work(SessionInterface $session, string $folder): int
{
    $isEnding = false;
    pcntl_async_signals(true);
    pcntl_signal(SIGTERM, static function () use (&$isEnding): void {
        $isEnding = true;
    });
    while (!$isEnding) {
        $job = takeJob($folder);
        if ($job === null) {
            sleep(1);
            continue;
        }
        if (basename($job) === 'stop.job') {
            unlink("$job.taken");
            return 0;
        }
        try {
            handle($session, $job);
            unlink("$job.taken");
        } catch (TryLater $exception) {
            // All processes share the pause: to ask sooner would change nothing.
            rename("$job.taken", $job);
            fwrite(STDERR, "{$exception->getMessage()}\n");
            sleep(max(1, $exception->getRetryAfter()));
        } catch (SignInRequired $exception) {
            rename("$job.taken", $job);
            fwrite(STDERR, "{$exception->getMessage()}\n");
            return 12;
        }
    }
    return 0;
}

$configuration = getenv('OMNIFUND_CONFIG');
$session = Session::openConfigured(
    (string) getenv('OMNIFUND_USERNAME'),
    is_string($configuration) ? $configuration : null,
);
exit(work($session, $argv[1] ?? '.'));
