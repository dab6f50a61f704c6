<?php

/* Signs one request with a token, as any program would, and shows what the token login answers. */

declare(strict_types=1);

use Omnifund\Client;
use Omnifund\Config;
use Omnifund\Session;

require __DIR__ . '/application.php';

answer(static function (Session $session): array {
    $client = new Client(Config::load($_SERVER['OMNIFUND_TEST_CONFIGURATION']));
    return ['status' => $client->tokenLogin($session->token()->getAccessToken())->getStatus()];
});
