"""Coroutines wait for a session, and their loop does not."""

from __future__ import annotations

import asyncio
import inspect
import threading

import pytest
import trio
from waiting import PATIENCE

import omnifund
from omnifund import Session, Store
from omnifund.testing import LocalServer


def test_a_token_that_needs_nothing_takes_no_thread(
    omnifund_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = omnifund_session.token()
    monkeypatch.setattr(threading.Thread, "start", None)
    assert asyncio.run(omnifund_session.token_async()) == token


def test_each_call_that_can_block_can_be_awaited(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    async def main() -> None:
        await omnifund_session.sign_in_async(omnifund_server.password)
        first = await omnifund_session.token_async()
        await omnifund_session.refresh_async()
        second = await omnifund_session.token_async(within=20)
        await omnifund_session.reject_async(second.access_token)
        third = await omnifund_session.token_async()
        assert len({first, second, third}) == 3
        assert (await omnifund_session.token_login_async()).status == 200
        assert (await omnifund_session.status_async()).signed_in
        await omnifund_session.sign_out_async()
        with pytest.raises(omnifund.SignInRequired):
            await omnifund_session.token_async()

    asyncio.run(main())


def test_many_coroutines_make_one_exchange_and_take_one_thread(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    rejected = omnifund_session.token().access_token
    omnifund_server.misbehave({"grant": "refresh_token", "times": 1, "delay_ms": 300})
    omnifund_session.reject(rejected)
    threads = threading.active_count()

    async def main() -> None:
        asked = [asyncio.create_task(omnifund_session.token_async()) for _ in range(200)]
        most = 0
        while not all(one.done() for one in asked):
            most = max(most, threading.active_count())
            await asyncio.sleep(0.005)
        assert most <= threads + 1
        assert len({one.result().access_token for one in asked}) == 1

    asyncio.run(main())
    assert len(omnifund_server.exchanges()) == 2


def test_who_waits_within_a_budget_is_told_when_it_is_over(
    omnifund_server: LocalServer, omnifund_session: Session
) -> None:
    omnifund_session.reject(omnifund_session.token().access_token)
    omnifund_server.misbehave({"grant": "refresh_token", "times": 1, "delay_ms": 3000})

    async def main() -> None:
        first = asyncio.create_task(omnifund_session.token_async())
        while not omnifund_session._turns:
            await asyncio.sleep(0)
        with pytest.raises(omnifund.OmnifundError):
            await omnifund_session.token_async(within=0.1)
        assert not first.done()
        await first

    asyncio.run(main())


def test_trio_can_await_it_too(omnifund_session: Session) -> None:
    rejected = omnifund_session.token().access_token

    async def main() -> None:
        with trio.fail_after(PATIENCE):
            await omnifund_session.reject_async(rejected)
            assert (await omnifund_session.token_async()).access_token != rejected

    trio.run(main)


def test_a_session_of_several_loops_one_after_the_other_keeps_none_of_them(
    omnifund_session: Session,
) -> None:
    for _ in range(3):
        omnifund_session.reject(omnifund_session.token().access_token)
        asyncio.run(omnifund_session.token_async())
    assert len(omnifund_session._turns) <= 1


def test_nobody_signed_in_is_an_error_of_the_await(omnifund_client: omnifund.Client) -> None:
    session = Session.open(omnifund_client, Store.open_memory(), "nobody")
    with pytest.raises(omnifund.SignInRequired):
        asyncio.run(session.token_async())


def test_each_call_that_blocks_has_one_that_is_awaited() -> None:
    def blocks(call: object) -> bool:
        source = inspect.getsource(call) if inspect.isfunction(call) else ""
        return "waiting(" in source and not inspect.iscoroutinefunction(call)

    calls = {name for name, call in vars(Session).items() if name[0] != "_" and blocks(call)}
    assert {"token", "request", "sign_in", "recover"} < calls
    # A pair that nobody waits for would be lost.
    left = {name for name in calls | {"pages"} if not hasattr(Session, f"{name}_async")}
    assert left == {"export"}


def test_what_is_adopted_lasts_and_is_forgotten(omnifund_session: Session) -> None:
    pair = omnifund_session.export()
    assert pair.refresh_token is not None

    async def main() -> None:
        access, end = pair.access_token, pair.expires_at
        await omnifund_session.adopt_async(
            pair.refresh_token, access_token=access, expires_at=end, replace=True
        )
        assert (await omnifund_session.token_lasting_async(60)).access_token == access
        assert await omnifund_session.kept_answer_async() is None
        with pytest.raises(omnifund.Refused):
            await omnifund_session.recover_async()
        with pytest.raises(omnifund.Bug):
            await omnifund_session.token_lasting_async(1 << 30)
        await omnifund_session.forget_async()
        with pytest.raises(omnifund.SignInRequired):
            await omnifund_session.token_lasting_async(60)

    asyncio.run(main())
