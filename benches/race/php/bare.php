<?php

/* What a page costs that does nothing. */
echo 'page';
