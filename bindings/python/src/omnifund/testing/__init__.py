"""For the tests of programs that use omnifund: a local server that stands in for OmniFund.

    with LocalServer() as server:
        client = omnifund.Client(server.config())
        ...
        server.expire("access")

For pytest there are fixtures: `pytest_plugins = ["omnifund.testing.fixtures"]` in your conftest.py.
"""

from omnifund.testing._server import LocalServer

__all__ = ["LocalServer"]
