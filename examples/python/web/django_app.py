"""Django: sign-in by browser, and a page that needs a token. It is the views that count.

Run: SECRET_KEY=... CALLBACK=https://pos.example.com/callback python django_app.py runserver
     with OMNIFUND_STORE and OMNIFUND_ENVIRONMENT set
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from merchants import Merchants, http_status

import omnifund

merchants = Merchants(os.environ["CALLBACK"])


def sign_in(request: HttpRequest, merchant: str, user: str) -> HttpResponseBase:
    return redirect(merchants.ask(merchant, user, request.session))


def callback(request: HttpRequest) -> HttpResponseBase:
    asked = merchants.asked(request.session)
    if asked:
        till, question = asked
        till.sign_in_with_code(question, request.get_full_path())
    return redirect("/")


def welcome(request: HttpRequest) -> HttpResponseBase:
    return HttpResponse("Welcome")


def till(request: HttpRequest, merchant: str, user: str) -> HttpResponseBase:
    token = merchants.session(merchant, user).token()
    return JsonResponse({"expires_at": token.expires_at})


class TellErrors:
    """A middleware: what a session raises becomes an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, _: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, omnifund.OmnifundError):
            return None
        return HttpResponse(str(error), status=http_status(error), content_type="text/plain")


urlpatterns = [
    path("", welcome),
    path("callback", callback),
    path("<merchant>/<user>/sign-in", sign_in),
    path("<merchant>/<user>", till),
]
settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        f"{__name__}.TellErrors",
    ],
)
application = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
