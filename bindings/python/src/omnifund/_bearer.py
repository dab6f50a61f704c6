"""What the adapters to HTTP clients have in common: who may see a token, and what a 401 means."""

from __future__ import annotations

import json
import re
from typing import Optional
from urllib.parse import urlsplit

__all__ = ["BEARER", "Origin", "refuses_token"]

BEARER = "Bearer "
_PORTS = {"http": 80, "https": 443}
_CHALLENGE = re.compile(r"(?:^|,)\s*bearer(?:\s|,|$)", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ERROR = re.compile(r'\berror\s*=\s*"?access_denied\b', re.IGNORECASE)


class Origin:
    """Scheme, host and port of a URL."""

    def __init__(self, url: str) -> None:
        self._parts = _origin(url)
        if self._parts is None:
            raise ValueError(f"{url!r} is no URL with a scheme and a host")
        scheme, _, rest = url.partition("://")
        # What begins so is of this origin, however it goes on: no parser needs to look at it.
        self._begins = f"{scheme}://{rest.split('/')[0].split('?')[0].split('#')[0]}/"

    def covers(self, url: str) -> bool:
        return url.startswith(self._begins) or _origin(url) == self._parts


def _origin(url: str) -> Optional[tuple[str, str, int]]:
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        return None
    if not host or scheme not in _PORTS:
        return None
    return scheme, host.rstrip("."), port or _PORTS[scheme]


def refuses_token(challenge: str, body: bytes) -> bool:
    """Whether a 401 is about the access token, so that another one may help: it has a Bearer
    challenge (RFC 6750 section 3), or OAuth's error in its body. `access_denied` is about the user.
    """
    error = None
    try:
        said = json.loads(body)
        error = said.get("error") if isinstance(said, dict) else None
    except ValueError:
        pass
    if error == "access_denied" or _ERROR.search(challenge):
        return False
    return isinstance(error, str) or bool(_CHALLENGE.search(_QUOTED.sub("", challenge)))
