<?php

/* What the pages share: a session from the configuration, and an answer in JSON that shows no secret. */

declare(strict_types=1);

use Omnifund\OmnifundException;
use Omnifund\Session;
use Omnifund\Testing\LocalServer;

require $_SERVER['OMNIFUND_TEST_PACKAGE'] . '/autoload.php';

/** @param callable(Session): array<string, mixed> $page */
function answer(callable $page): void
{
    $answer = ['pid' => getmypid()];
    try {
        $session = Session::openConfigured(LocalServer::USERNAME, $_SERVER['OMNIFUND_TEST_CONFIGURATION']);
        $answer += $page($session) + ['status' => 200];
    } catch (OmnifundException $exception) {
        $answer += [
            'status' => $exception->getHttpStatus() ?? 0,
            'class' => $exception::class,
            'error' => $exception->getMessage(),
        ];
    }
    header('Content-Type: application/json');
    echo json_encode($answer, JSON_THROW_ON_ERROR);
}
