"""Fixtures for pytest. In your conftest.py:

    pytest_plugins = ["omnifund.testing.fixtures"]

Then a test that takes `omnifund_session` has a session that is signed in at a local server of its
own, and `omnifund_server.expire("access")` ends its token without waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import omnifund
from omnifund.testing._server import LocalServer


@pytest.fixture
def omnifund_server() -> Iterator[LocalServer]:
    """A local server for one test."""
    with LocalServer() as server:
        yield server


@pytest.fixture
def omnifund_client(omnifund_server: LocalServer) -> Iterator[omnifund.Client]:
    """The example's OAuth client at the local server."""
    with omnifund.Client(omnifund_server.config()) as client:
        yield client


@pytest.fixture
def omnifund_session(
    omnifund_server: LocalServer, omnifund_client: omnifund.Client
) -> Iterator[omnifund.Session]:
    """A session of the example's user, signed in, kept in memory."""
    store = omnifund.Store.open_memory()
    with omnifund.Session.open(omnifund_client, store, omnifund_server.username) as session:
        session.sign_in(omnifund_server.password)
        yield session


@pytest.fixture
def omnifund_environment(
    omnifund_server: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """The environment variables of a configuration for the local server, with a store in the test's
    own folder; set for this process and for those that it starts.
    """
    store = tmp_path / "omnifund-store"
    variables = {**omnifund_server.environment(), "OMNIFUND_STORE": str(store)}
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables
