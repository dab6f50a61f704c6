<?php

echo json_encode(['pid' => getmypid()]);
