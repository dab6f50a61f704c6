"""Flask: sign-in by browser, and a page that needs a token.

Run: SECRET_KEY=... CALLBACK=https://pos.example.com/callback flask --app flask_app run
     with OMNIFUND_STORE and OMNIFUND_ENVIRONMENT set
"""

from __future__ import annotations

import os

from flask import Flask, redirect, request, session
from flask.typing import ResponseReturnValue
from merchants import Merchants, http_status

import omnifund

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
merchants = Merchants(os.environ["CALLBACK"])


@app.get("/<merchant>/<user>/sign-in")
def sign_in(merchant: str, user: str) -> ResponseReturnValue:
    return redirect(merchants.ask(merchant, user, session), 303)


@app.get("/callback")
def callback() -> ResponseReturnValue:
    asked = merchants.asked(session)
    if asked:
        till, question = asked
        till.sign_in_with_code(question, request.url)
    return redirect("/", 303)


@app.get("/")
def welcome() -> ResponseReturnValue:
    return "Welcome"


@app.get("/<merchant>/<user>")
def till(merchant: str, user: str) -> ResponseReturnValue:
    token = merchants.session(merchant, user).token()
    return {"expires_at": token.expires_at}


@app.errorhandler(omnifund.OmnifundError)
def told(error: omnifund.OmnifundError) -> ResponseReturnValue:
    return str(error), http_status(error)
