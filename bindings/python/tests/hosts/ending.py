"""Ends, in the way that the argument names, while a thread is in mid-exchange."""

import os
import sys
import threading

import omnifund

way = sys.argv[1]
session = omnifund.Session.open_configured("omnifund_user")
refresh = threading.Thread(target=session.refresh, daemon=way != "thread")
refresh.start()
# The test closes it when the server has the request in its hands.
sys.stdin.read()
if way == "with":
    with session:
        pass
    os._exit(0)
if way == "exit":
    sys.exit(0)
if way == "_exit":
    os._exit(omnifund.end_exchanges())
