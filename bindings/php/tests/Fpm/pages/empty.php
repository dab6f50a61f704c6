<?php

declare(strict_types=1);

$disk = $_GET['disk'];
assert(is_string($disk));
unlink("$disk/filler");
echo json_encode(['free' => disk_free_space($disk)]);
