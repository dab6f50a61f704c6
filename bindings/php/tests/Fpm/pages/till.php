<?php

/* Logs in as a till does, which never thinks of tokens. */

declare(strict_types=1);

use Omnifund\Session;

require __DIR__ . '/application.php';

answer(static fn (Session $session): array => ['status' => $session->tokenLogin()->getStatus()]);
