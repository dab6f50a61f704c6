"""A valid access token on each request of `requests`:

session = omnifund.Session.open_configured("alice")
requests.get(url, auth=omnifund.requests.Auth(session))
"""

from __future__ import annotations

from typing import Any, Optional

import requests
from requests.auth import AuthBase
from requests.exceptions import UnrewindableBodyError
from requests.utils import rewind_body

from omnifund._bearer import BEARER, Origin, refuses_token
from omnifund._errors import OmnifundError, also
from omnifund._session import Session

__all__ = ["Auth"]


class Auth(AuthBase):
    """Puts a valid access token on each request to one origin: that of the session's base URL, or
    of another `url`. Requests to other origins go as they are. At a 401 that is about the token it
    rejects that and tries once more with another one, where the body can be sent again: a
    generator's can't.

    Where there is no token, the request is not sent, and the session's error is raised, which is a
    `requests.RequestException` as well.
    """

    def __init__(self, session: Session, url: Optional[str] = None) -> None:
        self.session = session
        self.origin = Origin(session.base_url if url is None else url)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if not self.origin.covers(request.url or ""):
            return request
        request.headers["Authorization"] = BEARER + self._access_token(request)
        request.register_hook("response", self._answered)
        return request

    def _access_token(self, request: requests.PreparedRequest) -> str:
        try:
            return self.session.token().access_token
        except OmnifundError as error:
            raise also(error, requests.RequestException, request) from None

    def _answered(self, response: requests.Response, **sending: Any) -> requests.Response:
        refused = response.request.headers.get("Authorization")
        # After a redirect to another host there is none, and none goes there.
        if response.status_code != 401 or not isinstance(refused, str):
            return response
        if not refused.startswith(BEARER) or not self.origin.covers(response.request.url or ""):
            return response
        if not refuses_token(response.headers.get("WWW-Authenticate", ""), response.content):
            return response
        self.session.reject(refused[len(BEARER) :])
        return self._once_more(response, sending)

    def _once_more(self, refused: requests.Response, sending: Any) -> requests.Response:
        request = refused.request.copy()
        if request.body is not None and not isinstance(request.body, (str, bytes)):
            try:
                rewind_body(request)
            except UnrewindableBodyError:
                return refused
        # Its connection can be used again only when all of it was read.
        _ = refused.content
        refused.close()
        access_token = self._access_token(request)
        if BEARER + access_token == refused.request.headers["Authorization"]:
            return refused
        request.headers["Authorization"] = BEARER + access_token
        connection: Any = refused.connection
        response: requests.Response = connection.send(request, **sending)
        response.history.append(refused)
        response.request = request
        return response
