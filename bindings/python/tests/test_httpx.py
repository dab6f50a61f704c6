from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import trio
from api import Api
from waiting import PATIENCE, until

import omnifund
from omnifund import Session, Store
from omnifund.httpx import Auth
from omnifund.testing import LocalServer


@pytest.fixture
def http(api: Api, omnifund_session: Session) -> Iterator[httpx.Client]:
    with httpx.Client(auth=Auth(omnifund_session, api.url), trust_env=False) as http:
        yield http


def asynchronous(session: Session, url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(auth=Auth(session, url), trust_env=False, timeout=PATIENCE)


def test_each_request_carries_a_valid_token(
    api: Api, http: httpx.Client, omnifund_session: Session
) -> None:
    assert http.get(api.url).is_success
    omnifund_session.refresh()
    assert http.get(api.url).is_success
    assert len(set(api.tokens())) == 2


def test_a_refused_token_is_rejected_and_the_request_sent_once_more(
    api: Api, http: httpx.Client, omnifund_session: Session
) -> None:
    refused = omnifund_session.token().access_token
    api.refused.add(refused)
    assert http.post(api.url, content=b"body").status_code == 200
    assert api.tokens() == [refused, omnifund_session.token().access_token]
    assert [one.body for one in api.received] == [b"body", b"body"]


def test_a_generators_body_is_not_sent_again_yet_the_token_is_rejected(
    api: Api, http: httpx.Client, omnifund_session: Session
) -> None:
    refused = omnifund_session.token().access_token
    api.refused.add(refused)
    assert http.post(api.url, content=iter([b"a", b"b"])).status_code == 401
    assert [one.body for one in api.received] == [b"ab"]
    assert omnifund_session.token().access_token != refused


def test_it_tries_once_more_and_not_for_ever(api: Api, http: httpx.Client) -> None:
    api.refuses_all = True
    assert http.get(api.url).status_code == 401
    assert len(api.received) == 2


def test_no_token_goes_to_another_host(
    api: Api, http: httpx.Client, omnifund_session: Session
) -> None:
    token = omnifund_session.token()
    assert http.get(f"{api.url}/elsewhere", follow_redirects=True).status_code == 401
    assert [one.authorization for one in api.received] == [f"Bearer {token.access_token}", None]
    assert omnifund_session.token() == token


@pytest.mark.parametrize("run", [asyncio.run, lambda main: trio.run(lambda: main)])
def test_an_async_client_does_the_same_on_asyncio_and_on_trio(
    api: Api, omnifund_session: Session, run: object
) -> None:
    refused = omnifund_session.token().access_token
    api.refused.add(refused)

    async def main() -> list[int]:
        async def parts() -> AsyncIterator[bytes]:
            yield b"a generator's"

        async with asynchronous(omnifund_session, api.url) as http:
            first = await http.post(api.url, content=b"body")
            api.refuses_all = True
            second = await http.post(api.url, content=parts())
        return [first.status_code, second.status_code]

    assert callable(run)
    assert run(main()) == [200, 401]
    assert [one.body for one in api.received] == [b"body", b"body", b"a generator's"]


def test_a_live_token_costs_an_async_client_no_thread(
    omnifund_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(thread: threading.Thread) -> None:
        raise AssertionError(f"{thread} was started")

    async def main() -> int:
        service = httpx.MockTransport(lambda _request: httpx.Response(200))
        async with httpx.AsyncClient(
            auth=Auth(omnifund_session, "https://example.test"), transport=service
        ) as http:
            return (await http.get("https://example.test")).status_code

    monkeypatch.setattr(threading.Thread, "start", start)
    assert asyncio.run(main()) == 200
    omnifund_session.reject(omnifund_session.token().access_token)
    with pytest.raises(AssertionError, match="was started"):
        asyncio.run(main())


def test_the_loop_runs_on_while_the_server_is_slow_and_one_thread_waits_for_all(
    api: Api, omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_session.reject(omnifund_session.token().access_token)
    omnifund_server.misbehave({"at": "token", "delay_ms": 1000, "times": 1})
    events: list[str] = []

    async def other() -> None:
        while not (await asyncio.to_thread(omnifund_server.faults))[0]["used"]:
            await asyncio.sleep(0.005)
        events.append("the loop ran")

    async def main() -> None:
        async with asynchronous(omnifund_session, api.url) as http:

            async def get() -> None:
                assert (await http.get(api.url)).status_code == 200
                events.append("answered")

            await asyncio.gather(other(), *(get() for _ in range(50)))

    asyncio.run(main())
    assert events == ["the loop ran"] + ["answered"] * 50
    assert len(omnifund_server.exchanges()) == 2


def test_who_is_cancelled_goes_at_once_and_what_the_exchange_brings_is_kept(
    api: Api, omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_session.reject(omnifund_session.token().access_token)
    omnifund_server.misbehave({"at": "token", "delay_ms": 1000, "times": 1})
    events: list[str] = []

    async def main() -> None:
        async with asynchronous(omnifund_session, api.url) as http:
            task = asyncio.create_task(http.get(api.url))
            while not (await asyncio.to_thread(omnifund_server.faults))[0]["used"]:
                await asyncio.sleep(0.005)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert omnifund_session.peek() is None
            events.append("cancelled before the exchange ended")

    asyncio.run(main())
    assert events
    assert omnifund_session.peek() is not None
    assert len(omnifund_server.exchanges()) == 2


def test_a_token_near_its_end_is_renewed_in_the_background(api: Api) -> None:
    with LocalServer("--access-lifetime", "5") as server:
        client = omnifund.Client(server.config())
        session = Session.open(client, Store.open_memory(), server.username)
        session.sign_in(server.password)
        first = session.token()
        server.misbehave({"at": "token", "delay_ms": 300, "times": 1})

        async def main() -> omnifund.Token | None:
            async with asynchronous(session, api.url) as http:
                while (token := session.peek()) == first:
                    assert (await http.get(api.url)).status_code == 200
                    await asyncio.sleep(0.005)
            return token

        # It was there before the first one had ended, and nobody waited for it.
        second = asyncio.run(main())
        assert second is not None
        assert set(api.tokens()) <= {first.access_token, second.access_token}
        assert len(server.exchanges()) == 2


def test_without_a_token_nothing_is_sent_and_the_sessions_error_comes(
    api: Api, omnifund_client: omnifund.Client
) -> None:
    session = Session.open(omnifund_client, Store.open_memory(), "nobody")

    async def main() -> None:
        async with asynchronous(session, api.url) as http:
            await http.get(api.url)

    with pytest.raises(omnifund.SignInRequired):
        asyncio.run(main())
    with httpx.Client(auth=Auth(session, api.url), trust_env=False) as http:
        with pytest.raises(httpx.HTTPError) as raised:
            http.get(api.url)
    assert isinstance(raised.value, omnifund.SignInRequired)
    assert raised.value.request.url == api.url
    assert api.received == []


def test_a_renewal_that_fails_disturbs_nobody(api: Api) -> None:
    with LocalServer("--access-lifetime", "5") as server:
        client = omnifund.Client(server.config())
        session = Session.open(client, Store.open_memory(), server.username)
        session.sign_in(server.password)
        server.misbehave({"at": "token", "status": 503, "retry_after": "60"})

        async def main() -> None:
            async with asynchronous(session, api.url) as http:
                while session.status().failing_since is None:
                    assert (await http.get(api.url)).status_code == 200
                    await asyncio.sleep(0.005)

        asyncio.run(main())
        until(lambda: "omnifund renewal" not in {one.name for one in threading.enumerate()})


def test_a_request_to_another_origin_than_omnifunds_carries_no_token(
    api: Api, omnifund_session: Session
) -> None:
    with httpx.Client(auth=Auth(omnifund_session), trust_env=False) as http:
        assert http.get(api.url).status_code == 401
    assert [one.authorization for one in api.received] == [None]
