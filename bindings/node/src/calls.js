/** How a function of the library is called: what it uses stays open until it is over, and what fails is thrown. */
'use strict';

const koffi = require('koffi');
const raw = require('./raw.js');
const { Bug, classOf } = require('./errors.js');

const DISPOSE = Symbol.dispose ?? Symbol.for('Symbol.dispose');

/** A pointer that the library gave, for an object that ends it. */
class Owned {
  constructor(pointer) {
    this.pointer = pointer;
  }
}

const forgotten = new FinalizationRegistry(({ free, pointer }) => free(pointer));

/**
 * Something of the library's, to be closed once it is not used any more, in any order: calls that are under way end
 * first. What was forgotten is ended with the garbage.
 */
class Handle {
  #pointer;

  #free;

  #calls = 0;

  #closed = false;

  constructor(owned) {
    this.#pointer = owned.pointer;
    this.#free = new.target.free;
    forgotten.register(this, { free: this.#free, pointer: this.#pointer }, this);
  }

  /** What the library gave as an object; null where it gave nothing. */
  static own(pointer) {
    return pointer === null ? null : new this(new Owned(pointer));
  }

  /** For functions of raw; it stays this object's to end, and may not be used behind its end. */
  get pointer() {
    return this.#pointer;
  }

  /** Ends it; a second time does nothing. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#calls === 0) this.#end();
  }

  [DISPOSE]() {
    this.close();
  }

  #end() {
    forgotten.unregister(this);
    this.#free(this.#pointer);
  }

  static begin(handle) {
    if (handle.#closed) throw new Bug('What the call is given was closed; nothing was done. Correct the call.');
    handle.#calls += 1;
    return handle.#pointer;
  }

  static end(handle) {
    handle.#calls -= 1;
    if (handle.#calls === 0 && handle.#closed) handle.#end();
  }
}

/** A text for C, which ends at a NUL; one that can't be said in UTF-8 is refused too, and neither is repeated. */
function text(value) {
  if (value.includes('\0') || /\p{Surrogate}/u.test(value)) {
    throw new Bug('A text has a NUL or half a character in it; nothing was done. Correct the call.');
  }
  return value;
}

function converted(value) {
  if (value === undefined || value === null) return null;
  if (value instanceof Handle) return Handle.begin(value);
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return text(value);
  if (['number', 'bigint'].includes(typeof value) || value instanceof Uint8Array) return value;
  throw new Bug(`The call is given a ${typeof value} that it does not take; nothing was done. Correct the call.`);
}

/** The arguments of a call, as C takes them; what they were made of stays open until it ends. */
class Arguments {
  constructor(given) {
    this.used = [];
    try {
      this.all = given.map((one) => {
        const value = converted(one);
        if (one instanceof Handle) this.used.push(one);
        return value;
      });
    } catch (problem) {
      this.end();
      throw problem;
    }
  }

  end() {
    this.used.forEach((one) => Handle.end(one));
  }
}

/** What a function that can fail gives: nothing, a number, or a pointer for an object of a class. */
class Outs {
  constructor(what) {
    this.what = what;
    this.error = [null];
    this.out = [what === Number ? 0 : null];
    this.all = what === undefined ? [this.error] : [this.out, this.error];
  }

  /** What was given, or the error. */
  given(code) {
    if (code !== 0) throw thrown(this.error[0]);
    if (this.what === undefined) return undefined;
    const [out] = this.out;
    if (this.what === Number) return out;
    return this.what === Owned ? new Owned(out) : this.what.own(out);
  }
}

function thrown(error) {
  try {
    const advice = raw.omnifund_error_advice(error);
    return new (classOf(advice))(raw.omnifund_error_message(error), {
      code: raw.omnifund_error_code(error),
      advice,
      outcome: raw.omnifund_error_outcome(error),
      httpStatus: raw.omnifund_error_http_status(error) || null,
      oauthError: raw.omnifund_error_oauth_error(error),
      oauthErrorDescription: raw.omnifund_error_oauth_error_description(error),
      retryAfter: raw.omnifund_error_retry_after(error) || null,
    });
  } finally {
    raw.omnifund_error_free(error);
  }
}

/** Calls a function that can fail, and does not wait. */
function now(call, given, what) {
  const sent = new Arguments(given);
  try {
    const outs = new Outs(what);
    return outs.given(call(...sent.all, ...outs.all));
  } finally {
    sent.end();
  }
}

/** Calls it on another thread. */
function elsewhere(call, sent, more, finish) {
  const ended = new Promise((resolve, reject) => {
    // It throws where too many calls wait already.
    call.async(...sent.all, ...more, (problem, result) => (problem ? reject(problem) : resolve(result)));
  });
  return ended.then(finish).finally(() => sent.end());
}

/** Calls a function that can fail, and may wait. */
async function later(call, given, what) {
  const outs = new Outs(what);
  return elsewhere(call, new Arguments(given), outs.all, (code) => outs.given(code));
}

/** What is read whole of what such a function gives, and is not kept. */
async function wholeLater(call, given, free, reads) {
  const { pointer } = await later(call, given, Owned);
  try {
    return await reads(pointer);
  } finally {
    free(pointer);
  }
}

/** Calls a function that can't fail. */
function read(call, given) {
  const sent = new Arguments(given);
  try {
    return call(...sent.all);
  } finally {
    sent.end();
  }
}

read.later = async (call, given) => elsewhere(call, new Arguments(given), [], (result) => result);

/** A copy of bytes of the library's. */
function bytes(pointer, length) {
  return length === 0 ? Buffer.alloc(0) : Buffer.from(new Uint8Array(koffi.view(pointer, length)));
}

module.exports = {
  Handle, Owned, bytes, later, now, read, wholeLater,
};
