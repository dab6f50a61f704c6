"""Which token, in a word that tells it from others, and by which library: for gunicorn."""

import hashlib
import re

import omnifund

_session = None


def app(environ, start_response):
    global _session
    try:
        if _session is None:
            _session = omnifund.Session.open_configured("omnifund_user", "/etc/omnifund/till.conf")
        token = hashlib.sha256(_session.token().access_token.encode()).hexdigest()[:8]
        with open("/proc/self/maps") as maps:
            library = re.search(r"/libomnifund\.so\.(\d+\.\d+\.\d+)", maps.read())[1]
        said, status = f"token {token} {library}", "200 OK"
    except omnifund.OmnifundError as error:
        said, status = f"{type(error).__name__}: {error}", "500 Internal Server Error"
    start_response(status, [("Content-Type", "text/plain")])
    return [said.encode()]
