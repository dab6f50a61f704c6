"""What a server answered to a request."""

from __future__ import annotations

import json
from typing import Any

from omnifund import _told
from omnifund._values import Answer

__all__ = ["Response"]


class Response(Answer, _told.Response):
    """What the server answered to `Session.request`. No status is an error."""

    __slots__ = ()

    def json(self) -> Any:
        """The body, from JSON; `ValueError` for what is none."""
        return json.loads(self.body)
