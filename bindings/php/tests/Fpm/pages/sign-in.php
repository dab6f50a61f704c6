<?php

declare(strict_types=1);

use Omnifund\Session;
use Omnifund\Testing\LocalServer;

require __DIR__ . '/application.php';

answer(static function (Session $session): array {
    $session->signIn(LocalServer::PASSWORD);
    return [];
});
