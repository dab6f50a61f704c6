<?php

/*
 * A till: it never thinks of tokens. It asks for a valid one before each request, and the library
 * refreshes when it must, in one of all the processes that share the store.
 *
 * Run:   php session.php [LOGINS]
 *        with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
 *        OMNIFUND_STORE (a directory or a database's url) set; OMNIFUND_PASSWORD where nobody
 *        has signed in yet; OMNIFUND_CA_FILE where the server has an authority of its own.
 *
 * It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was
 * handed a second access token.
 */

declare(strict_types=1);

use Omnifund\Client;
use Omnifund\Config;
use Omnifund\OmnifundException;
use Omnifund\Session;
use Omnifund\SignInRequired;
use Omnifund\Store;
use Omnifund\Token;

// With composer: require 'vendor/autoload.php'.
require __DIR__ . '/../../bindings/php/autoload.php';

function required(string $name): string
{
    $value = getenv($name);
    if ($value === false) {
        fwrite(STDERR, "$name is not set\n");
        exit(1);
    }
    return $value;
}

function openSession(): Session
{
    $caFile = getenv('OMNIFUND_CA_FILE');
    $config = new Config();

    $config->setBaseUrl(required('OMNIFUND_BASE_URL'));
    $config->setCredentials(required('OMNIFUND_CLIENT_ID'), required('OMNIFUND_CLIENT_SECRET'));
    if ($caFile !== false) {
        $config->setCaFile($caFile);
    }
    $client = new Client($config);
    $store = Store::at(required('OMNIFUND_STORE'));
    return Session::open($client, $store, required('OMNIFUND_USERNAME'));
}

/** A valid access token. Only where the store has none, and can come to none, is the password used. */
function validToken(Session $session): Token
{
    try {
        return $session->token();
    } catch (SignInRequired) {
        $session->signIn(required('OMNIFUND_PASSWORD'));
        printf("    process %d: signed in by password\n", getmypid());
        return $session->token();
    }
}

function main(string $wanted): void
{
    $untilRenewed = $wanted === 'until-renewed';
    $logins = (int) $wanted;
    $first = null;
    $session = openSession();

    for (;;) {
        $token = validToken($session);

        // A token is a secret: its first characters tell two of them apart, and let nobody in.
        $shown = substr($token->getAccessToken(), 0, 6);
        $token->close();
        $login = $session->tokenLogin();
        $status = $login->getStatus();
        printf("    process %d: access token %s... (redacted), token login %d\n", getmypid(), $shown, $status);
        $login->close();

        $first ??= $shown;
        if ($untilRenewed ? $first !== $shown : --$logins <= 0) {
            break;
        }
        sleep(1);
    }
    $session->close();
}

try {
    main($argv[1] ?? '1');
} catch (OmnifundException $exception) {
    fwrite(STDERR, "{$exception->getMessage()}\n");
    exit(1);
}
