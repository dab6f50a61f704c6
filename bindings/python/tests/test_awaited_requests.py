"""Coroutines make requests, and who gives one up is told what can have become of it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import trio
from waiting import PATIENCE

import omnifund
from omnifund import Outcome, Session
from omnifund.testing import LocalServer

CUSTOMERS = "/api/customers"
NEW = {"firstName": "New", "lastName": "Charge"}


def charges(session: Session) -> int:
    """How many customers the server has by that name."""
    total: int = session.request("GET", CUSTOMERS, query={"lastName": "Charge"}).json()[
        "hydra:totalItems"
    ]
    return total


def test_a_request_is_awaited_and_the_loop_runs_on(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_server.misbehave({"at": "api", "times": 1, "delay_ms": 500})

    async def main() -> int:
        asked = asyncio.create_task(omnifund_session.request_async("POST", CUSTOMERS, json=NEW))
        turns = 0
        while not asked.done():
            turns += 1
            await asyncio.sleep(0.001)
        assert asked.result().status == 201
        assert asked.result().outcome == Outcome.DONE
        return turns

    assert asyncio.run(main()) > 10


def test_a_collection_is_paged_through_page_by_page(omnifund_session: Session) -> None:
    query = {"lastName": "Abbot", "itemsPerPage": 1}
    pages = [page.json()["hydra:member"] for page in omnifund_session.pages(CUSTOMERS, query=query)]
    assert len(pages) > 1

    async def main() -> None:
        awaited = [page async for page in omnifund_session.pages_async(CUSTOMERS, query=query)]
        assert [page.json()["hydra:member"] for page in awaited] == pages
        one = [page async for page in omnifund_session.pages_async("/api/nothing")]
        assert [page.status for page in one] == [404]

    asyncio.run(main())


def test_an_error_tells_its_outcome_through_an_await(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_server.misbehave({"at": "api", "times": 1, "drop_reply": True})

    async def main() -> None:
        with pytest.raises(omnifund.TryLater) as raised:
            await omnifund_session.request_async("POST", CUSTOMERS, json=NEW)
        assert raised.value.outcome == Outcome.UNKNOWN

    asyncio.run(main())
    assert charges(omnifund_session) == 1


def test_a_charge_that_was_begun_and_given_up_is_made_once_and_told_unknown(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_server.misbehave({"at": "api", "times": 1, "delay_ms": 300})

    async def main() -> None:
        asked = asyncio.create_task(omnifund_session.request_async("POST", CUSTOMERS, json=NEW))
        while not omnifund_server.faults()[0]["used"]:
            await asyncio.sleep(0.005)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError) as cancelled:
            await asked
        assert outcome_of(cancelled.value) == Outcome.UNKNOWN

    # The loop's end waits for its threads, and so for the charge.
    asyncio.run(main())
    assert charges(omnifund_session) == 1


def test_a_charge_that_waits_for_a_thread_and_is_given_up_is_never_sent(
    omnifund_session: Session,
) -> None:
    held = threading.Event()

    async def main() -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        busy = asyncio.create_task(asyncio.to_thread(held.wait, PATIENCE))
        asked = asyncio.create_task(omnifund_session.request_async("POST", CUSTOMERS, json=NEW))
        await asyncio.sleep(0.05)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError) as cancelled:
            await asked
        assert outcome_of(cancelled.value) == Outcome.NOT_SENT
        held.set()
        await busy

    asyncio.run(main())
    assert charges(omnifund_session) == 0


def outcome_of(error: BaseException) -> Any:
    """Before Python 3.11 a task's own error is the context of who awaits it."""
    while not hasattr(error, "outcome"):
        assert error.__context__ is not None
        error = error.__context__
    return error.outcome


def test_on_trio_a_charge_is_waited_for_and_its_answer_is_there(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_server.misbehave({"at": "api", "times": 1, "delay_ms": 300})
    answers = []

    async def charge() -> None:
        answers.append(await omnifund_session.request_async("POST", CUSTOMERS, json=NEW))

    async def main() -> None:
        with trio.move_on_after(0.1):
            await charge()

    trio.run(main)
    assert [one.status for one in answers] == [201]


def test_what_a_coroutines_request_is_given_is_called_beside_the_loop(
    omnifund_session: Session,
) -> None:
    threads: list[int] = []

    def body() -> Iterator[bytes]:
        threads.append(threading.get_ident())
        time.sleep(0)
        yield b'{"firstName": "New", "lastName": "Charge"}'

    async def main() -> None:
        answer = await omnifund_session.request_async(
            "POST", CUSTOMERS, body=body(), content_type="application/json"
        )
        assert answer.status == 201

    asyncio.run(main())
    assert threads != [threading.get_ident()]
