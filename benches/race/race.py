"""The race: each contest with all that take part in it, in turns in one run. `make race` installs them and runs this.

Each other is used as its own documentation tells, and certificate variables are unset for all. What is written:
docs/performance.md, docs/performance.csv and the plots in docs/performance.
"""

import json
import os
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from fpm import pages_a_second
from report import Row, write

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
MADE = TARGET / "race"
PYTHON = str(MADE / "python/bin/python")
LEAGUE = MADE / "php/vendor/autoload.php"
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
CLIENT_ID = "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4"
CLIENT_SECRET = "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k"
USERNAME, PASSWORD = "omnifund_user", "omnifund_password"
ROUNDS = int(os.environ.get("RACE_ROUNDS", "9"))
# For who works at a contest: the names of those to be run.
ONLY = os.environ.get("RACE_ONLY", "").split()

OURS = {
    "C": [str(MADE / "c-ours")],
    "Python": [PYTHON, str(HERE / "python/ours.py")],
    "Go": [str(MADE / "go-ours")],
    "PHP": ["php", "-d", "ffi.enable=1", str(HERE / "php/ours.php")],
}
OTHERS = {
    "libcurl": [str(MADE / "c-curl")],
    "requests-oauthlib": [PYTHON, str(HERE / "python/requests_oauthlib_.py")],
    "Authlib": [PYTHON, str(HERE / "python/authlib_.py")],
    "x/oauth2": [str(MADE / "go-xoauth2")],
    "league": ["php", str(HERE / "php/league.php")],
}
if not LEAGUE.exists():
    del OTHERS["league"]


class Track:
    """A local server, and a folder with what the programs keep."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="omnifund-race-"))
        self.log = open(self.folder / "log", "w+")
        self.server = subprocess.Popen(
            [TARGET / "debug/omnifund-local", "--example", "--fast-passwords", "--exit-with-parent"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )
        told = dict(iter(lambda: self.server.stdout.readline().strip().split("="), ["OMNIFUND_LOCAL_READY", "1"]))
        authorities = self.folder / "authorities.pem"
        authorities.write_text(Path(BUNDLE).read_text() + Path(told["OMNIFUND_CA_FILE"]).read_text())
        unset = {"SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NIX_SSL_CERT_FILE"}
        proxies = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}
        kept = {k: v for k, v in os.environ.items() if k not in unset and k.lower() not in proxies}
        self.environment = kept | told | {
            "OMNIFUND_CLIENT_ID": CLIENT_ID,
            "OMNIFUND_CLIENT_SECRET": CLIENT_SECRET,
            "OMNIFUND_USERNAME": USERNAME,
            "OMNIFUND_PASSWORD": PASSWORD,
            "OMNIFUND_STORE": str(self.folder / "store"),
            "OMNIFUND_LIBRARY": str(TARGET / "release/libomnifund.so"),
            # Some read all of them for each connection, which is measured where a process makes its first exchange.
            "RACE_AUTHORITIES": told["OMNIFUND_CA_FILE"],
            "RACE_ALL_AUTHORITIES": str(authorities),
            "RACE_TOKEN": str(self.folder / "token.json"),
            "RACE_REFRESH_TOKEN": str(self.folder / "refresh-token"),
            "RACE_LEAGUE": str(LEAGUE),
            "OAUTHLIB_INSECURE_TRANSPORT": "",
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stdin.close()
        self.server.wait(30)
        self.log.close()
        shutil.rmtree(self.folder)

    def run(self, command, *arguments, **more):
        """What it printed: for each name the numbers."""
        environment = self.environment | more.pop("environment", {})
        done = subprocess.run(
            [*command, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False, **more
        )
        if done.returncode != 0:
            raise RuntimeError(f"{command} {arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return numbers(done.stdout)

    def timed(self, command, *arguments, environment=None):
        """Nanoseconds that a process takes from its start to its end."""
        environment = self.environment | (environment or {})
        began = time.perf_counter_ns()
        subprocess.run([*command, *map(str, arguments)], env=environment, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter_ns() - began

    def keep_a_token(self, ended=False):
        """For those that keep theirs in a file: a new pair of the server's."""
        form = {
            "grant_type": "password", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET,
            "username": USERNAME, "password": PASSWORD,
        }
        context = ssl.create_default_context(cafile=self.environment["RACE_AUTHORITIES"])
        url = self.environment["OMNIFUND_BASE_URL"] + "/oauth/v2/token"
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
        )
        with opener.open(url, urllib.parse.urlencode(form).encode()) as answer:
            token = json.load(answer)
        token["expires_at"] = time.time() + (-10 if ended else token["expires_in"])
        Path(self.environment["RACE_TOKEN"]).write_text(json.dumps(token))
        Path(self.environment["RACE_REFRESH_TOKEN"]).write_text(token["refresh_token"])

    def exchanges(self):
        """How many refreshes the server was asked for so far."""
        return (self.folder / "log").read_text().count("grant=refresh_token")


def numbers(printed):
    found = {}
    for line in printed.splitlines():
        name, _, number = line.rpartition(" ")
        if name:
            found.setdefault(name, []).append(float(number))
    return found


def in_turns(runners, rounds=None):
    """Runs each of them in each round, and gives for each all that its runs gave."""
    found = {name: [] for name in runners}
    for _ in range(rounds or ROUNDS):
        for name, run in runners.items():
            found[name].extend(run())
    return found


def measured(contest, unit, runners, beside, mark=None, rounds=None, scale=1.0):
    """A row for each that took part; `beside` names for each of ours whom it is compared with, and `mark` its mark."""
    found = in_turns(runners, rounds)
    rows = []
    for name, all_of_it in found.items():
        if not all_of_it:
            continue
        values = sorted(value * scale for value in all_of_it)
        other = (beside or {}).get(name)
        ratio = None
        if other and found[other]:
            ratio = statistics.median(all_of_it) / statistics.median(found[other])
        rows.append(Row(contest, name, unit, statistics.median(values), *spread(values), other, ratio,
                        (mark or {}).get(name)))
    return rows


def spread(values):
    """The middle half of them."""
    if len(values) < 4:
        return values[0], values[-1]
    quarters = statistics.quantiles(values, n=4)
    return quarters[0], quarters[2]


def main():
    began = time.time()
    import contests

    with Track() as track:
        track.run(OURS["C"], "sign-in", 1)
        track.keep_a_token()
        rows = []
        for contest in contests.ALL:
            if ONLY and contest.__name__ not in ONLY:
                continue
            print(f"{int(time.time() - began):4} s  {contest.__name__}", file=sys.stderr, flush=True)
            rows.extend(contest(track))
        if not ONLY or "fpm" in ONLY:
            rows.extend(pages_a_second(track, HERE, LEAGUE if LEAGUE.exists() else None, measured))
    write(rows, Path(os.environ.get("RACE_INTO", ROOT / "docs")), time.time() - began, without=[] if LEAGUE.exists() else ["league/oauth2-client"])


if __name__ == "__main__":
    main()
