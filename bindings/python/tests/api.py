"""A service that wants a bearer token, and keeps what it was sent."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


@dataclass(frozen=True)
class Received:
    host: str
    authorization: str | None
    body: bytes


class Api:
    """On a free port of loopback. It takes every token but those in `refused`; under /elsewhere it
    sends whoever comes to itself under another name.
    """

    def __init__(self) -> None:
        self.refused: set[str] = set()
        self.refuses_all = False
        self.challenge = 'Bearer realm="Service", error="invalid_grant"'
        self.received: list[Received] = []

        class Handler(_Handler):
            api = self

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def tokens(self) -> list[str]:
        """The access tokens of the requests, in their order."""
        return [str(one.authorization).removeprefix("Bearer ") for one in self.received]

    def __enter__(self) -> Api:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    api: ClassVar[Api]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        authorization = self.headers.get("Authorization")
        received = Received(self.headers["Host"], authorization, self._body())
        self.api.received.append(received)
        token = (authorization or "").removeprefix("Bearer ")
        if self.path == "/elsewhere":
            self._answer(302, f"http://localhost:{self.api.port}/")
        elif not authorization or self.api.refuses_all or token in self.api.refused:
            self._answer(401)
        else:
            self._answer(200)

    do_POST = do_GET

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while length := int(self.rfile.readline(), 16):
            body += self.rfile.read(length)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _answer(self, status: int, location: str | None = None) -> None:
        self.send_response(status)
        if status == 401:
            challenge = self.api.challenge
            if challenge:
                self.send_header("WWW-Authenticate", challenge)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass
