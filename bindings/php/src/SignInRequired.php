<?php

declare(strict_types=1);

namespace Omnifund;

/** A human must sign in with the password: Session::signIn(). */
class SignInRequired extends OmnifundException
{
    protected const ADVICE = Advice::SignIn;
}
