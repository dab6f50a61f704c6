"""Web servers that hand out tokens over one store, and somebody who asks them all the time."""

import glob
import http.client
import os
import shutil
import signal
import socket
import subprocess
import threading
import time

PATIENCE = 120


def run(*command, **options):
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.returncode}\n{done.stdout}")
    return done.stdout


def wait_for(what, condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain for {what}")
        time.sleep(0.1)


class Fpm:
    """PHP-FPM, as Debian starts it."""

    name = "PHP-FPM"

    def __init__(self):
        (service,) = glob.glob("/etc/init.d/php*-fpm")
        self.service = os.path.basename(service)
        self.version = self.service[3:-4]
        # What is being answered is finished first when it reads its settings anew.
        settings = f"/etc/php/{self.version}/fpm/php-fpm.conf"
        with open(settings) as file:
            text = file.read()
        with open(settings, "w") as file:
            file.write(text.replace(";process_control_timeout = 0", "process_control_timeout = 20s"))

    def do(self, action):
        return run(f"/etc/init.d/{self.service}", action)

    def ask(self, page="token.php"):
        answer = subprocess.run(
            ["cgi-fcgi", "-bind", "-connect", f"/run/php/{self.service}.sock"],
            env={
                "REQUEST_METHOD": "GET",
                "SCRIPT_FILENAME": f"/check/site/{page}",
                "PATH": os.environ["PATH"],
            },
            capture_output=True,
            text=True,
        )
        head, _, body = answer.stdout.replace("\r\n", "\n").partition("\n\n")
        if answer.returncode or not head or "Status: 5" in head:
            raise OSError(f"{answer.stdout} {answer.stderr}")
        return body

    def renewed(self):
        """Its package reloads it."""


class Gunicorn:
    """A server in Python, which nobody restarts but its operator."""

    name = "gunicorn"
    socket = "/check/run/gunicorn.sock"

    def __init__(self):
        self.process = subprocess.Popen(
            ["setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups"]
            + ["python3", "-m", "gunicorn", "--workers=2", "--graceful-timeout=20"]
            + [f"--bind=unix:{self.socket}", "--chdir=/check/site", "app:app"],
            env={**os.environ, "PYTHONPATH": "/check/python", "HOME": "/check/run"},
        )

    def ask(self, page="token.php"):
        connection = http.client.HTTPConnection("till", timeout=PATIENCE)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(PATIENCE)
        try:
            connection.sock.connect(self.socket)
            connection.request("GET", f"/{page}")
            answer = connection.getresponse()
            body = answer.read().decode()
        finally:
            connection.close()
        if answer.status != 200:
            raise OSError(body)
        return body

    def renewed(self):
        self.process.send_signal(signal.SIGHUP)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Customer(threading.Thread):
    """Asks a site again and again, and remembers what went wrong."""

    def __init__(self, site):
        super().__init__(daemon=True)
        self.site = site
        self.answers = []
        self.failures = []
        self.gone = threading.Event()

    def run(self):
        while not self.gone.wait(0.05):
            try:
                self.answers.append(self.site.ask())
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(f"{self.site.name}: {error!r}")

    def went(self):
        self.gone.set()
        self.join()
        return self.answers, self.failures


def sign_in():
    """A till's settings and its session, as an operator makes them."""
    shutil.copy(os.environ["OMNIFUND_CA_FILE"], "/check/ca.pem")
    os.chmod("/check/ca.pem", 0o644)
    os.makedirs("/etc/omnifund", exist_ok=True)
    with open("/etc/omnifund/till.conf", "w") as file:
        for name in ("BASE_URL", "CLIENT_ID", "CLIENT_SECRET"):
            file.write(f"OMNIFUND_{name}={os.environ['OMNIFUND_' + name]}\n")
        file.write("OMNIFUND_CA_FILE=/check/ca.pem\nOMNIFUND_STORE=/var/lib/till/store\n")
    shutil.chown("/etc/omnifund/till.conf", "root", "www-data")
    os.chmod("/etc/omnifund/till.conf", 0o640)
    for directory in ("/var/lib/till", "/check/run"):
        os.makedirs(directory, exist_ok=True)
        shutil.chown(directory, "www-data", "www-data")
    omnifund("sign-in", "--password-stdin", "omnifund_user", input=os.environ["OMNIFUND_PASSWORD"] + "\n")


def omnifund(*arguments, **options):
    """The command, as the user whose store it is."""
    return run(
        *("setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups"),
        *("env", "-i", "PATH=/usr/bin:/bin", "omnifund", "--config", "/etc/omnifund/till.conf"),
        *arguments,
        **options,
    )
