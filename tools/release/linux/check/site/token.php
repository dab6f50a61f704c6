<?php

// Which token, in a word that tells it from others, and by which library.

declare(strict_types=1);

require 'omnifund/autoload.php';

try {
    $session = Omnifund\Session::openConfigured('omnifund_user', '/etc/omnifund/till.conf');
    $token = substr(hash('sha256', $session->token()->getAccessToken()), 0, 8);
    preg_match('~/libomnifund\.so\.(\d+\.\d+\.\d+)~', (string) file_get_contents('/proc/self/maps'), $library);
    echo "token $token $library[1]";
} catch (Omnifund\OmnifundException $exception) {
    http_response_code(500);
    echo get_class($exception), ': ', $exception->getMessage();
}
