from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Optional

import pytest

import omnifund
from omnifund import Client, Code, Config, Outcome, Session, Store


class Service:
    """Says back what it was asked; what is under /lost it leaves without an answer, and it refuses
    the tokens in `refused`.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.refused: set[str] = set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self._body()
                service.asked.append(
                    {
                        "method": self.command,
                        "path": self.path,
                        "body": body.decode(),
                        **self.headers,
                    }
                )
                if self.path.startswith("/lost"):
                    self.close_connection = True
                elif self.path.startswith("/oauth/"):
                    number = len(service.asked)
                    self._answer(
                        200,
                        {
                            "access_token": f"token-{number}",
                            "expires_in": 3600,
                            "refresh_token": "next",
                            "token_type": "bearer",
                        },
                    )
                elif self.headers["Authorization"].removeprefix("Bearer ") in service.refused:
                    self._answer(401, {"error": "invalid_grant"})
                elif self.path.startswith("/pages"):
                    number = int(self.path.partition("page=")[2] or 1)
                    view = {"hydra:next": f"/pages?page={number + 1}"} if number < 3 else {}
                    self._answer(200, {"hydra:member": [number], "hydra:view": view})
                else:
                    self._answer(int(self.path.partition("status=")[2] or 200), service.asked[-1])

            do_POST = do_PUT = do_GET

            def _body(self) -> bytes:
                if self.headers.get("Transfer-Encoding") != "chunked":
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = b""
                while length := int(self.rfile.readline(), 16):
                    body += self.rfile.read(length)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            def _answer(self, status: int, said: object) -> None:
                text = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.send_header("Retry-After", "7")
                self.send_header("Set-Cookie", "a=b; Path=/")
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.close()


@pytest.fixture
def session(service: Service) -> Iterator[Session]:
    config = Config(base_url=service.url, client_id="id", client_secret="secret", proxy="none")
    with Session.open(Client(config), Store.open_memory(), "alice") as session:
        session.adopt("refresh", access_token="token", expires_at=int(time.time()) + 3600)
        yield session


def test_a_request_has_what_it_was_given_and_the_token(session: Session) -> None:
    answer = session.request(
        "POST",
        "/api/x",
        query={"id[]": [1, 2], "open": True},
        headers={"X-Till": "7"},
        json={"amount": 100},
        idempotency_key="receipt 7",
    )
    said = answer.json()
    assert said["path"] == "/api/x?id%5B%5D=1&id%5B%5D=2&open=true"
    assert said["Authorization"] == "Bearer token"
    assert (said["X-Till"], said["Content-Type"]) == ("7", "application/json")
    assert said["Idempotency-Key"] == answer.idempotency_key == "receipt 7"
    assert json.loads(said["body"]) == {"amount": 100}
    assert (answer.status, answer.outcome) == (200, Outcome.DONE)
    assert [one.name for one in answer.cookies] == ["a"]
    assert answer.header("retry-after") == "7"
    assert answer.next is None
    assert "b" not in repr(answer.cookies[0]).partition("name")[2].replace("'a'", "")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, Outcome.REFUSED),
        (429, Outcome.REFUSED),
        (500, Outcome.UNKNOWN),
        (503, Outcome.UNKNOWN),
    ],
)
def test_any_status_is_an_answer(session: Session, status: int, outcome: Outcome) -> None:
    answer = session.request("POST", f"/api/x?status={status}")
    assert (answer.status, answer.outcome, answer.retry_after) == (status, outcome, 7)


def test_a_refused_token_is_replaced_once(session: Session, service: Service) -> None:
    service.refused.add("token")
    assert session.request("GET", "/api/x").status == 200
    assert [one["path"] for one in service.asked] == ["/api/x", "/oauth/v2/token", "/api/x"]


@pytest.mark.parametrize("path", ["//elsewhere/api", "https://elsewhere/api", "api", "/a b"])
def test_a_request_leads_nowhere_else(session: Session, service: Service, path: str) -> None:
    with pytest.raises(omnifund.Bug) as raised:
        session.request("GET", path)
    assert raised.value.code == Code.INVALID_ARGUMENT
    assert service.asked == []


@pytest.mark.parametrize(
    "headers", [{"Authorization": "Bearer mine"}, {"Host": "x"}, {"X-Till": "7\r\nHost: x"}]
)
def test_headers_smuggle_nothing(session: Session, headers: dict[str, str]) -> None:
    with pytest.raises(omnifund.Bug):
        session.request("GET", "/api/x", headers=headers)


def test_what_became_of_a_charge_is_told(session: Session, service: Service) -> None:
    with pytest.raises(omnifund.TryLater) as raised:
        session.request("POST", "/lost", json={"amount": 100}, retry=True)
    assert raised.value.outcome == Outcome.UNKNOWN
    assert len(service.asked) == 1
    with pytest.raises(omnifund.StoreError) as unsent:
        session.request("POST", "/api/x", body=Path("/nowhere"))
    assert unsent.value.outcome == Outcome.NOT_SENT
    assert len(service.asked) == 1


def test_bodies_come_from_files_and_from_what_gives_bytes(session: Session, tmp_path: Path) -> None:
    text = b"a line of a batch\n" * 20_000
    (tmp_path / "batch").write_bytes(text)
    for body in (tmp_path / "batch", io.BytesIO(text), iter([text[:100], b"", text[100:]]), text):
        answer = session.request("PUT", "/api/x", body=body, content_type="text/csv")
        assert answer.json()["body"].encode() == text
        assert answer.json()["Content-Type"] == "text/csv"


def test_answers_go_to_files_and_functions(session: Session, tmp_path: Path) -> None:
    answer = session.request("GET", "/api/x", output=tmp_path / "answer")
    assert answer.body == b""
    assert json.loads((tmp_path / "answer").read_bytes())["path"] == "/api/x"
    pieces: list[bytes] = []
    session.request("GET", "/api/x", output=pieces.append, within=20, largest_answer=10_000)
    assert json.loads(b"".join(pieces))["path"] == "/api/x"


def test_what_a_function_raises_comes_out(session: Session) -> None:
    def torn() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("the tape is torn")

    with pytest.raises(RuntimeError, match="torn"):
        session.request("PUT", "/api/x", body=torn())

    def full(_: bytes) -> None:
        raise RuntimeError("the drawer is full")

    with pytest.raises(RuntimeError, match="full"):
        session.request("GET", "/api/x", output=full)


def test_pages_follow_each_other(session: Session, service: Service) -> None:
    pages = [page.json()["hydra:member"] for page in session.pages("/pages", query={"a": "b"})]
    assert pages == [[1], [2], [3]]
    assert service.asked[0]["path"] == "/pages?a=b"
    assert [page.status for page in session.pages("/api/x?status=404")] == [404]


def test_a_name_that_no_request_has_is_told(session: Session) -> None:
    options: Any = {"timeout": 5}
    with pytest.raises(TypeError, match="timeout"):
        session.request("GET", "/api/x", **options)
    body: Any = "text"
    with pytest.raises(TypeError, match="encode"):
        session.request("PUT", "/api/x", body=body)


@pytest.mark.parametrize("seconds", [60, 3000])
def test_a_token_that_lasts_is_handed_out(session: Session, seconds: int) -> None:
    assert session.token_lasting(seconds).access_token == "token"
    with pytest.raises(omnifund.Bug):
        session.token_lasting(1 << 30)


def test_the_base_url_is_told(session: Session, service: Service) -> None:
    found: Optional[str] = session.base_url
    assert found == service.url


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"query": 5}, "query are values by name, or pairs, not int"),
        ({"query": "a=b"}, "query are values by name, or pairs, not str"),
        ({"headers": 5}, "headers are values by name, or pairs, not int"),
        ({"body": 5}, "a body is bytes, a path, or gives bytes, not int"),
        ({"output": 5}, "an output is a path or a function, not int"),
        ({"largest_answer": "x"}, "expected a whole number, not str"),
        ({"within": "x"}, "expected a number of seconds, not str"),
    ],
)
def test_what_has_the_wrong_type_is_told_in_words(
    session: Session, service: Service, options: Any, words: str
) -> None:
    with pytest.raises(TypeError, match=words):
        session.request("PUT", "/api/x", **options)
    assert service.asked == []


def test_a_value_of_none_is_left_out(session: Session) -> None:
    said = session.request(
        "GET", "/api/x", query={"a": None, "b": [1, None]}, headers={"X-Till": None}
    ).json()
    assert said["path"] == "/api/x?b=1"
    assert "X-Till" not in said


def test_seconds_may_have_a_fraction(session: Session) -> None:
    assert session.token_lasting(1.5).access_token == "token"
    session.adopt("other", access_token="mine", expires_at=time.time() + 3600.5, replace=True)
    assert session.token().access_token == "mine"
    text: Any = "soon"
    for call in (session.token_lasting, lambda value: session.adopt("x", expires_at=value)):
        with pytest.raises(TypeError, match="expected a number of seconds, not str"):
            call(text)
