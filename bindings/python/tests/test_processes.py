from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection

import pytest
from waiting import PATIENCE

import omnifund
from omnifund import Session
from omnifund.testing import LocalServer

WORKERS = 4


def renewed_by_opening(rejected: str) -> str:
    """What a worker does that shares nothing but the store."""
    with Session.open_configured(LocalServer.username) as session:
        session.reject(rejected)
        return session.token().access_token


def fail(_argument: None) -> None:
    with Session.open_configured("nobody") as session:
        session.token()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_that_open_one_store_make_one_refresh(
    omnifund_server: LocalServer, open_session: Callable[[], Session], method: str
) -> None:
    rejected = open_session().token().access_token
    omnifund_server.expire("access")
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(WORKERS, mp_context=context) as workers:
        renewed = set(workers.map(renewed_by_opening, [rejected] * WORKERS, timeout=PATIENCE))
    assert len(renewed) == 1
    assert rejected not in renewed
    assert [one["grant"] for one in omnifund_server.exchanges()] == ["password", "refresh_token"]


def test_forked_children_go_on_with_their_parents_session(
    omnifund_server: LocalServer, open_session: Callable[[], Session]
) -> None:
    session = open_session()
    rejected = session.token().access_token
    omnifund_server.expire("access")
    context = multiprocessing.get_context("fork")

    def work(answer: Connection) -> None:
        session.reject(rejected)
        answer.send(session.token().access_token)
        session.close()

    pipes = [context.Pipe() for _ in range(WORKERS)]
    workers = [context.Process(target=work, args=(pipe[1],)) for pipe in pipes]
    for worker in workers:
        worker.start()
    renewed = {pipe[0].recv() for pipe in pipes if pipe[0].poll(PATIENCE)}
    for worker in workers:
        worker.join(PATIENCE)
    assert [worker.exitcode for worker in workers] == [0] * WORKERS
    assert len(renewed) == 1
    # The parent's session lives on after its children closed theirs.
    session.reject(rejected)
    assert {session.token().access_token} == renewed


def test_an_error_of_a_worker_comes_back_as_it_was(open_session: Callable[[], Session]) -> None:
    open_session()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as workers:
        with pytest.raises(omnifund.SignInRequired) as raised:
            workers.submit(fail, None).result(PATIENCE)
    assert raised.value.code == omnifund.Code.SIGN_IN_REQUIRED
