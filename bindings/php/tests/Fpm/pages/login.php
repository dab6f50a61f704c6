<?php

/* Makes a charge, signs one request with a token, as any program would, and shows what each was answered. */

declare(strict_types=1);

use Omnifund\Client;
use Omnifund\Config;
use Omnifund\Session;

require __DIR__ . '/application.php';

answer(static function (Session $session): array {
    $client = new Client(Config::load($_SERVER['OMNIFUND_TEST_CONFIGURATION']));
    $charge = $session->request('POST', '/api/customers', json: ['lastName' => 'PHP-FPM']);
    $login = $client->tokenLogin($session->token()->getAccessToken());
    return ['charge' => $charge->getStatus(), 'status' => $login->getStatus()];
});
