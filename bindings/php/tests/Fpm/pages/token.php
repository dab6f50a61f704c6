<?php

declare(strict_types=1);

use Omnifund\Session;
use Omnifund\Testing\LocalServer;

require __DIR__ . '/application.php';

answer(static fn (Session $session): array => [
    'token' => LocalServer::fingerprint($session->token()->getAccessToken()),
    'unsaved' => $session->status()->unsaved,
    'resident' => (int) preg_replace('~.*VmRSS:\s+(\d+).*~s', '$1', (string) file_get_contents('/proc/self/status')),
]);
