<?php

declare(strict_types=1);

namespace Omnifund;

/** Whoever runs this machine must mend the store: space, permissions, the key file. */
class StoreError extends OmnifundException
{
    protected const ADVICE = Advice::FixStorage;
}
