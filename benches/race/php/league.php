<?php

/*
 * league/oauth2-client, as its documentation tells: hasExpired() before each request, then the grant refresh_token, and
 * the program keeps the new token. Under PHP-FPM it is a page with a token.
 */

declare(strict_types=1);

use League\OAuth2\Client\Provider\GenericProvider;
use League\OAuth2\Client\Token\AccessToken;

require ($_SERVER['RACE_LEAGUE'] ?? getenv('RACE_LEAGUE'));

function kept(string $file): AccessToken
{
    return new AccessToken((array) json_decode((string) file_get_contents($file), true));
}

if (PHP_SAPI === 'fpm-fcgi') {
    $token = kept($_SERVER['RACE_TOKEN']);
    echo $token->hasExpired() ? 'none' : 'page';
    return;
}

function provider(): GenericProvider
{
    $base = (string) getenv('OMNIFUND_BASE_URL');
    return new GenericProvider([
        'clientId' => getenv('OMNIFUND_CLIENT_ID'),
        'clientSecret' => getenv('OMNIFUND_CLIENT_SECRET'),
        'urlAuthorize' => "$base/oauth/v2/auth",
        'urlAccessToken' => "$base/oauth/v2/token",
        'urlResourceOwnerDetails' => "$base/api/users/current",
        'verify' => getenv('RACE_AUTHORITIES'),
    ]);
}

$file = (string) getenv('RACE_TOKEN');
$times = (int) $argv[2];
switch ($argv[1]) {
    case 'cold':
        exit(kept($file)->hasExpired() ? 1 : 0);
    case 'hot':
        $token = kept($file);
        $began = hrtime(true);
        for ($call = 0; $call < $times; $call++) {
            if ($token->hasExpired()) {
                exit(1);
            }
        }
        printf("token %f\n", (hrtime(true) - $began) / $times);
        break;
    case 'exchange':
        $provider = provider();
        for (; $times > 0; $times--) {
            $began = hrtime(true);
            $provider->getAccessToken('password', [
                'username' => getenv('OMNIFUND_USERNAME'),
                'password' => getenv('OMNIFUND_PASSWORD'),
            ]);
            printf("wall %d\n", hrtime(true) - $began);
        }
        break;
    case 'herd':
        $provider = provider();
        $token = kept($file);
        echo "ready\n";
        stream_get_contents(STDIN);
        $began = hrtime(true);
        try {
            $new = $provider->getAccessToken('refresh_token', ['refresh_token' => $token->getRefreshToken()]);
            file_put_contents($file, json_encode($new));
            $how = 'wall';
        } catch (Throwable) {
            $how = 'locked-out';
        }
        printf("%s %d\n", $how, hrtime(true) - $began);
        break;
}
