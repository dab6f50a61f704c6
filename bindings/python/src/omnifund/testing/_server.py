"""`omnifund-local` as a child process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import threading
import urllib.error
import urllib.request
from types import TracebackType
from typing import IO, Any, Optional, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from omnifund._config import Config

__all__ = ["LocalServer"]

JSON = dict[str, Any]


class LocalServer:
    """Starts `omnifund-local` on a free port of loopback, with the OAuth client and the user of
    OmniFund's own documentation, and ends it at `close` or at the end of a `with` block.

    The binary is `binary`, or the one that the environment variable OMNIFUND_LOCAL names, or the
    one that `pip install omnifund[testing]` put beside this Python's, or the one in PATH.
    `options` are more of its options, such as "--access-lifetime", "5".
    """

    client_id = "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4"
    client_secret = "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k"
    username = "omnifund_user"
    password = "omnifund_password"
    base_url: str
    ca_file: str

    def __init__(self, *options: str, binary: Optional[str] = None) -> None:
        command = [binary or _binary(), "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"]
        command += ["--example", "--fast-passwords", "--exit-with-parent", *options]
        pipe = subprocess.PIPE
        # It ends when its standard input does, so it never outlives this process.
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        self._log: list[str] = []
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()
        told = self._told()
        self.base_url = told["OMNIFUND_BASE_URL"]
        self.ca_file = told.get("OMNIFUND_CA_FILE", "")
        self._control = told["OMNIFUND_LOCAL_CONTROL"]

    def config(self) -> Config:
        """The settings of the example's OAuth client, and of nothing else."""
        return Config(
            base_url=self.base_url,
            client_id=self.client_id,
            client_secret=self.client_secret,
            ca_file=self.ca_file or None,
            proxy="none",
        )

    def environment(self) -> dict[str, str]:
        """The same as environment variables, for `Config.load`; a store is yours to add."""
        variables = {
            "OMNIFUND_BASE_URL": self.base_url,
            "OMNIFUND_CLIENT_ID": self.client_id,
            "OMNIFUND_CLIENT_SECRET": self.client_secret,
            "OMNIFUND_PROXY": "none",
        }
        if self.ca_file:
            variables["OMNIFUND_CA_FILE"] = self.ca_file
        return variables

    @property
    def log(self) -> str:
        """What the server has logged so far: a line for each request, no secrets."""
        return "".join(self._log)

    def expire(self, tokens: str = "access") -> None:
        """Ends tokens now, without sleeping: "access", "refresh" or "all"."""
        self.control("POST", "/expire", {"tokens": tokens})

    def revoke(self, tokens: str = "all") -> None:
        """Makes tokens unknown to the server: "access", "refresh" or "all"."""
        self.control("POST", "/revoke", {"tokens": tokens})

    def allow(self, authorization_url: str) -> str:
        """Plays the user who allows it in the browser: takes the URL of OmniFund's page that the
        browser was sent to, and gives the URL that it comes back with. The code in it is good once,
        for 30 seconds. Whether the redirect URI is the OAuth client's is not looked at.
        """
        asked = dict(parse_qsl(urlsplit(authorization_url).query))
        back = asked["redirect_uri"]
        allowed = {"client": asked["client_id"], "user": self.username, "redirect_uri": back}
        code = self.control("POST", "/codes", allowed)["code"]
        answer = urlencode({"code": code, "state": asked["state"]})
        return f"{back}{'&' if '?' in back else '?'}{answer}"

    def misbehave(self, *faults: JSON) -> None:
        """Replaces all faults: `omnifund-local --help` tells what a fault can be."""
        self.control("PUT", "/faults", list(faults))

    def behave(self) -> None:
        """From here on it does what it should."""
        self.control("DELETE", "/faults")

    def faults(self) -> list[JSON]:
        """The faults, each with how often it was used."""
        return cast("list[JSON]", self.control("GET", "/faults"))

    def exchanges(self) -> list[JSON]:
        """What reached the token endpoint, tokens as fingerprints, in the order of the commits."""
        return cast("list[JSON]", self.control("GET", "/exchanges?after=0"))

    def logins(self) -> list[JSON]:
        """What reached token login."""
        return cast("list[JSON]", self.control("GET", "/logins?after=0"))

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Asks the control endpoint: `omnifund-local --help` tells what for."""
        data = None if body is None else json.dumps(body).encode()
        # What no page in a browser can send: the server takes changes from programs only.
        own = {"Content-Type": "application/json", "Omnifund-Control": "1"}
        request = urllib.request.Request(self._control + path, data, own, method=method)
        directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with directly.open(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            words = refused.read().decode()
            raise ValueError(f"omnifund-local refuses {method} {path}: {words}") from None

    def close(self) -> None:
        """Ends the server."""
        for stream in (self._process.stdin, self._process.stdout):
            cast("IO[str]", stream).close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            # A forked child of this process holds the server's standard input open.
            self._process.terminate()
            self._process.wait()
        self._reader.join(10)

    def __enter__(self) -> LocalServer:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()

    def _read_log(self) -> None:
        with cast("IO[str]", self._process.stderr) as lines:
            self._log.extend(lines)

    def _told(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for line in cast("IO[str]", self._process.stdout):
            name, _, value = line.rstrip("\n").partition("=")
            told[name] = value
            if name == "OMNIFUND_LOCAL_READY":
                return told
        self.close()
        raise RuntimeError(f"omnifund-local did not start: {self.log}")


def _binary() -> str:
    name = "omnifund-local"
    # Who calls a virtual environment's Python by its path has not its programs in PATH.
    beside = shutil.which(name, path=sysconfig.get_path("scripts"))
    binary = os.environ.get("OMNIFUND_LOCAL") or beside or shutil.which(name)
    if not binary:
        raise RuntimeError(
            "there is no omnifund-local beside this Python's programs nor in PATH, and the "
            "environment variable OMNIFUND_LOCAL names none: `pip install omnifund[testing]` "
            "brings it, or build it in libomnifund's checkout by "
            "`cargo build --package omnifund-local`"
        )
    return binary
