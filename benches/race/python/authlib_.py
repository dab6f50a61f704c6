"""Authlib, as its documentation tells: OAuth2Session over requests, with a function that keeps a new token."""

import json
import sys

from authlib.integrations.requests_client import OAuth2Session
from common import at_the_start, print_each, setting, timed, timed_with

ENDPOINT = setting("OMNIFUND_BASE_URL") + "/oauth/v2/token"


def keep(token, refresh_token=None, access_token=None):
    with open(setting("RACE_TOKEN"), "w") as file:
        json.dump(token, file)


def session(token=None):
    one = OAuth2Session(
        setting("OMNIFUND_CLIENT_ID"),
        setting("OMNIFUND_CLIENT_SECRET"),
        token_endpoint=ENDPOINT,
        token_endpoint_auth_method="client_secret_post",
        token=token,
        update_token=keep,
    )
    one.verify = setting("RACE_AUTHORITIES")
    return one


def kept():
    with open(setting("RACE_TOKEN")) as file:
        return session(json.load(file))


def cold(_):
    one = kept()
    one.ensure_active_token(one.token)


def hot(times):
    one = kept()
    print("token", timed(lambda: one.ensure_active_token(one.token), times))


def auth(times):
    import requests

    prepared = requests.Request("GET", setting("OMNIFUND_BASE_URL") + "/api/customers").prepare()
    one = kept()
    print("auth", timed_with(prepared.copy, one.token_auth, times))


def exchange(times):
    def ask():
        session().fetch_token(
            ENDPOINT, username=setting("OMNIFUND_USERNAME"), password=setting("OMNIFUND_PASSWORD")
        )

    print_each(ask, times)


def herd(threads):
    one = kept()

    def ask():
        if not one.ensure_active_token(one.token):
            raise ValueError

    at_the_start(ask, threads)


globals()[sys.argv[1]](int(sys.argv[2]))
