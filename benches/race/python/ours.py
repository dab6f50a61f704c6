"""libomnifund in Python: the first argument is the contest, the second how often."""

import sys
import omnifund

if sys.argv[1] == "cold":
    import os as settings
    setting = settings.environ.__getitem__
else:
    from common import at_the_start, print_each, setting, timed, timed_with


def client():
    config = omnifund.Config(
        base_url=setting("OMNIFUND_BASE_URL"),
        client_id=setting("OMNIFUND_CLIENT_ID"),
        client_secret=setting("OMNIFUND_CLIENT_SECRET"),
        ca_file=setting("OMNIFUND_CA_FILE"),
    )
    return omnifund.Client(config)


def session():
    store = omnifund.Store.open_file(setting("OMNIFUND_STORE"))
    return omnifund.Session.open(client(), store, setting("OMNIFUND_USERNAME"))


def cold(_):
    session().token().access_token


def hot(times):
    one = session()
    print("token", timed(lambda: one.token(), times))


def auth(times):
    import omnifund.requests
    import requests

    prepared = requests.Request("GET", setting("OMNIFUND_BASE_URL") + "/api/customers").prepare()
    one = omnifund.requests.Auth(session())
    print("auth", timed_with(prepared.copy, one, times))


def exchange(times):
    one = client()
    user, password = setting("OMNIFUND_USERNAME"), setting("OMNIFUND_PASSWORD")
    print_each(lambda: one.password_grant(user, password), times)


def herd(threads):
    one = session()
    at_the_start(one.token, threads)


globals()[sys.argv[1]](int(sys.argv[2]))
