<?php

declare(strict_types=1);

namespace Omnifund;

/** What the server answered to a token login. */
interface LoginInterface extends LoginFieldsInterface
{
}
