<?php

/*
 * A session as a service of Laravel's container: what the register() of a service provider calls with $this->app.
 * Whoever hints against TokenProvider has it. It is opened when it is first asked for, and one serves a whole process,
 * a worker of a queue or of Octane, too.
 */

declare(strict_types=1);

use Illuminate\Contracts\Container\Container;
use Omnifund\Http\TokenMiddleware;
use Omnifund\Session;
use Omnifund\SessionInterface;
use Omnifund\TokenProvider;

return static function (Container $app): void {
    $app->singleton(SessionInterface::class, static fn (): SessionInterface => Session::openConfigured(
        (string) getenv('OMNIFUND_USERNAME'),
        (string) getenv('OMNIFUND_CONFIG'),
    ));
    $app->alias(SessionInterface::class, TokenProvider::class);
    $app->singleton(TokenMiddleware::class, static function () use ($app): TokenMiddleware {
        /** @var mixed $tokens */
        $tokens = $app->get(TokenProvider::class);
        assert($tokens instanceof TokenProvider);
        return new TokenMiddleware($tokens, (string) getenv('OMNIFUND_API'));
    });
};
