<?php

declare(strict_types=1);

namespace Omnifund;

/** An answer that nothing could be made of: what Session::keptAnswer() gives. */
interface KeptAnswerInterface extends KeptAnswerFieldsInterface
{
}
