"""An application that opened its session before Celery's prefork pool forked its processes. Its
task charges and logs in again and again, until it was handed another token than its first.
"""

from __future__ import annotations

import json
import os
from collections import Counter

from celery import Celery
from till import charge, log_in, session

app = Celery("till")
app.conf.update(json.loads(os.environ["CELERY_SETTINGS"]))


@app.task(name="log_in_until_renewed")
def log_in_until_renewed() -> tuple[int, dict[int, int], dict[int, int]]:
    """The process that ran it, and how often its logins and its charges were answered with which
    status.
    """
    first = token = session.token().access_token
    answers: Counter[int] = Counter()
    charges: Counter[int] = Counter()
    while token == first:
        charges[charge("celery")] += 1
        answers[log_in(token)] += 1
        token = session.token().access_token
    return os.getpid(), answers, charges
