<?php

declare(strict_types=1);

namespace Omnifund;

/** Whoever runs this machine must mend the store: space, permissions, the key file. */
final class StoreError extends OmnifundException
{
}
