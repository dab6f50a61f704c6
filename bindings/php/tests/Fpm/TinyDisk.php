<?php

declare(strict_types=1);

namespace Omnifund\Tests\Fpm;

use Omnifund\Tests\Program;

/** A disk that is soon full, in a mount namespace of the program that uses it: it is gone when that one ends. */
final class TinyDisk
{
    private const MOUNT = 'mount -t tmpfs -o size=256k,mode=1777 tiny "$0" && exec "$@"';

    public static function canBeMountedOn(string $folder): bool
    {
        return Program::run(self::before(['true'], $folder))->status === 0;
    }

    /**
     * @param list<string> $command
     * @return list<string> the command with the disk
     */
    public static function before(array $command, string $folder): array
    {
        if (posix_geteuid() === 0) {
            return ['unshare', '--mount', 'sh', '-c', self::MOUNT, $folder, ...$command];
        }
        // Only root mounts: so we are root in a namespace for that, and then ourselves again in one more.
        $ourselves = ['--map-user=' . posix_geteuid(), '--map-group=' . posix_getegid()];
        return [
            'unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', self::MOUNT, $folder,
            'unshare', '--user', ...$ourselves, ...$command,
        ];
    }
}
