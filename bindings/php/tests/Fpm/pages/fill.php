<?php

/* Fills the disk, and takes the reserve that the library has set aside, as a copy-on-write file system does. */

declare(strict_types=1);

$disk = $_GET['disk'];
assert(is_string($disk));
foreach (glob("$disk/store/records/*/*+") ?: [] as $reserve) {
    file_put_contents($reserve, '');
}
while (@file_put_contents("$disk/filler", str_repeat('.', 4096), FILE_APPEND) === 4096) {
    // Until it is full.
}
echo json_encode(['free' => disk_free_space($disk)]);
