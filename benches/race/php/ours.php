<?php

/* libomnifund in PHP: the first argument is the contest, the second how often. Under PHP-FPM it is a page with a token. */

declare(strict_types=1);

use Omnifund\Client;
use Omnifund\Config;
use Omnifund\Session;
use Omnifund\Store;

require __DIR__ . '/../../../bindings/php/autoload.php';

if (PHP_SAPI === 'fpm-fcgi') {
    $token = Session::openConfigured($_SERVER['OMNIFUND_USERNAME'], $_SERVER['OMNIFUND_CONFIG'])->token();
    echo $token->getAccessToken() === '' ? 'none' : 'page';
    return;
}

function client(): Client
{
    return new Client((new Config())
        ->setBaseUrl((string) getenv('OMNIFUND_BASE_URL'))
        ->setCredentials((string) getenv('OMNIFUND_CLIENT_ID'), (string) getenv('OMNIFUND_CLIENT_SECRET'))
        ->setCaFile((string) getenv('OMNIFUND_CA_FILE')));
}

function session(): Session
{
    $store = Store::file((string) getenv('OMNIFUND_STORE'));
    return Session::open(client(), $store, (string) getenv('OMNIFUND_USERNAME'));
}

$times = (int) $argv[2];
switch ($argv[1]) {
    case 'cold':
        session()->token();
        break;
    case 'hot':
        $session = session();
        $session->token();
        $began = hrtime(true);
        for ($call = 0; $call < $times; $call++) {
            $session->token();
        }
        printf("token %f\n", (hrtime(true) - $began) / $times);
        break;
    case 'exchange':
        $client = client();
        for (; $times > 0; $times--) {
            $began = hrtime(true);
            $client->passwordGrant((string) getenv('OMNIFUND_USERNAME'), (string) getenv('OMNIFUND_PASSWORD'));
            printf("wall %d\n", hrtime(true) - $began);
        }
        break;
    case 'herd':
        $session = session();
        echo "ready\n";
        stream_get_contents(STDIN);
        $began = hrtime(true);
        try {
            $session->token();
            $how = 'wall';
        } catch (Omnifund\OmnifundException) {
            $how = 'locked-out';
        }
        printf("%s %d\n", $how, hrtime(true) - $began);
        break;
}
