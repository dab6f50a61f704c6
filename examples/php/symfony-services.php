<?php

/*
 * A session as a service of Symfony's container: config/packages/omnifund.php of an application. Whoever hints against
 * TokenProvider has it. It is opened when it is first asked for, and one serves a whole process: a worker of
 * PHP-FPM, of Messenger or of a long-running server, and what it forks.
 */

declare(strict_types=1);

use Omnifund\Http\TokenMiddleware;
use Omnifund\Session;
use Omnifund\SessionInterface;
use Omnifund\TokenProvider;
use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator;

use function Symfony\Component\DependencyInjection\Loader\Configurator\env;
use function Symfony\Component\DependencyInjection\Loader\Configurator\service;

return static function (ContainerConfigurator $container): void {
    $services = $container->services();
    $services->set(Session::class)
        ->factory([Session::class, 'openConfigured'])
        ->args([env('OMNIFUND_USERNAME'), env('OMNIFUND_CONFIG')]);
    $services->alias(SessionInterface::class, Session::class)->public();
    $services->alias(TokenProvider::class, Session::class)->public();
    $services->set(TokenMiddleware::class)
        ->args([service(TokenProvider::class), env('OMNIFUND_API')])
        ->public();
};
