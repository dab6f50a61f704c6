"""For the tests of programs that use omnifund: a local server that stands in for OmniFund.

    with LocalServer() as server:
        client = omnifund.Client(server.config())
        ...
        server.expire("access")

A store of one's own is tried by `store_conformance`.

For pytest there are fixtures: `pytest_plugins = ["omnifund.testing.fixtures"]` in your conftest.py.
"""

from omnifund.testing._conformance import store_conformance
from omnifund.testing._server import LocalServer

__all__ = ["LocalServer", "store_conformance"]
