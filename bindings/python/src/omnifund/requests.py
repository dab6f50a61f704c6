"""A valid access token on each request of `requests`:

session = omnifund.Session.open_configured("alice")
requests.get(url, auth=omnifund.requests.Auth(session))
"""

from __future__ import annotations

from typing import Any

import requests
from requests.auth import AuthBase
from requests.exceptions import UnrewindableBodyError
from requests.utils import rewind_body

from omnifund._errors import OmnifundError, also
from omnifund._session import Session

__all__ = ["Auth"]

BEARER = "Bearer "


class Auth(AuthBase):
    """Puts a valid access token on each request. At a 401 it rejects the token and tries once more
    with another one, where the body can be sent again: a generator's can't.

    Where there is no token, the request is not sent, and the session's error is raised, which is a
    `requests.RequestException` as well. The token
    goes to whatever host the request is for: use it for OmniFund's alone.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
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
        if not refused.startswith(BEARER):
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
        request.headers["Authorization"] = BEARER + self._access_token(request)
        connection: Any = refused.connection
        response: requests.Response = connection.send(request, **sending)
        response.history.append(refused)
        response.request = request
        return response
