/** What fails: an error of the library's as one that is thrown. */
'use strict';

const { Advice, Code, Outcome } = require('./constants.js');

/**
 * What failed; each advice has a class of its own. The message says what was tried, what came back and what to do; no
 * secret stands in it.
 */
class OmnifundError extends Error {
  constructor(message, told = {}) {
    super(message);
    this.name = this.constructor.name;
    /** One of Code: its number never changes. */
    this.code = told.code ?? this.constructor.code;
    /** One of Advice: what to do; the class says the same. */
    this.advice = told.advice ?? this.constructor.advice;
    /** One of Outcome: whether the request can have been carried out. */
    this.outcome = told.outcome ?? Outcome.NOT_SENT;
    /** Of the answer; null where there was none. */
    this.httpStatus = told.httpStatus ?? null;
    /** As the server wrote it, such as "invalid_grant"; null where it did not. */
    this.oauthError = told.oauthError ?? null;
    /** The server's own words; null where there are none. */
    this.oauthErrorDescription = told.oauthErrorDescription ?? null;
    /** How many seconds to wait before another try; null where waiting does not help. */
    this.retryAfter = told.retryAfter ?? null;
  }
}

OmnifundError.code = Code.INTERNAL;
OmnifundError.advice = Advice.NONE;

/** Wait as many seconds as retryAfter says, and try again. */
class TryLater extends OmnifundError {}
TryLater.code = Code.BACKING_OFF;
TryLater.advice = Advice.WAIT;

/** Ask a human for the password, and hand it to the session's signIn, once. */
class SignInRequired extends OmnifundError {}
SignInRequired.code = Code.SIGN_IN_REQUIRED;
SignInRequired.advice = Advice.SIGN_IN;

/** Whoever installed it has to correct the configuration. */
class ConfigurationError extends OmnifundError {}
ConfigurationError.code = Code.INVALID_CONFIGURATION;
ConfigurationError.advice = Advice.FIX_CONFIGURATION;

/** Whoever runs the machine has to mend the store. */
class StoreError extends OmnifundError {}
StoreError.code = Code.STORE_FAILED;
StoreError.advice = Advice.FIX_STORAGE;

/** The server refused, and would again. */
class Refused extends OmnifundError {}
Refused.code = Code.ACCESS_DENIED;
Refused.advice = Advice.REFUSED;

/** The program, or the library, is wrong. */
class Bug extends OmnifundError {}
Bug.code = Code.INVALID_ARGUMENT;
Bug.advice = Advice.BUG;

const BY_ADVICE = new Map(
  [TryLater, SignInRequired, ConfigurationError, StoreError, Refused, Bug].map((one) => [one.advice, one]),
);

/** The class for an advice. */
function classOf(advice) {
  return BY_ADVICE.get(advice) ?? OmnifundError;
}

module.exports = {
  OmnifundError, TryLater, SignInRequired, ConfigurationError, StoreError, Refused, Bug, classOf,
};
