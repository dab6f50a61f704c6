"""requests-oauthlib, as its documentation tells: a token that is refreshed and kept by itself."""

import json
import sys
import time

from common import at_the_start, print_each, setting, timed
from oauthlib.oauth2 import LegacyApplicationClient
from requests_oauthlib import OAuth2Session

ENDPOINT = setting("OMNIFUND_BASE_URL") + "/oauth/v2/token"
ITSELF = {"client_id": setting("OMNIFUND_CLIENT_ID"), "client_secret": setting("OMNIFUND_CLIENT_SECRET")}


def keep(token):
    with open(setting("RACE_TOKEN"), "w") as file:
        json.dump(token, file)


def kept():
    with open(setting("RACE_TOKEN")) as file:
        token = json.load(file)
    token["expires_in"] = token["expires_at"] - time.time()
    one = OAuth2Session(
        ITSELF["client_id"],
        token=token,
        auto_refresh_url=ENDPOINT,
        auto_refresh_kwargs=ITSELF,
        token_updater=keep,
    )
    one.verify = setting("RACE_AUTHORITIES")
    return one


def add_token(one):
    # What a request does with it: it looks at its end, and puts it into a header.
    return one._client.add_token(setting("OMNIFUND_BASE_URL"), http_method="GET", headers={})


def cold(_):
    add_token(kept())


def hot(times):
    one = kept()
    print("token", timed(lambda: add_token(one), times))


def exchange(times):
    def ask():
        client = LegacyApplicationClient(client_id=ITSELF["client_id"])
        one = OAuth2Session(client=client)
        one.fetch_token(
            ENDPOINT,
            username=setting("OMNIFUND_USERNAME"),
            password=setting("OMNIFUND_PASSWORD"),
            include_client_id=True,
            client_secret=ITSELF["client_secret"],
            verify=setting("RACE_AUTHORITIES"),
        )

    print_each(ask, times)


def herd(threads):
    one = kept()

    def ask():
        # With an access token that has ended, each request does so first.
        keep(one.refresh_token(ENDPOINT, verify=setting("RACE_AUTHORITIES"), **ITSELF))

    at_the_start(ask, threads)


globals()[sys.argv[1]](int(sys.argv[2]))
