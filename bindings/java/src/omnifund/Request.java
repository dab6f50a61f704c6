// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * A request to OmniFund's API: what is asked for, what goes with it, where the answer goes. It may be made as
 * often as you like, but for a body or an answer that goes through a callback. For one thread at a time.
 */
public final class Request extends Handle {
    Request(Pointer pointer) {
        super(pointer, RAW::omnifund_request_free);
    }

    /**
     * A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins
     * with one slash, and may have a query. It can name no other host, since the access token goes to the base
     * URL's origin alone. Throws an exception with Code.INVALID_ARGUMENT for what is no method in capitals, or no
     * such path.
     */
    public Request(String method, String path) {
        this(made(method, path));
    }

    private static Pointer made(String method, String path) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_new(Call.text(method), Call.text(path), call.out(), call.error()));
            return call.given();
        }
    }

    /**
     * Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent
     * in their order. Throws an exception with Code.INVALID_ARGUMENT for an empty name.
     */
    public Request addQuery(String name, String value) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_add_query(call.of(this), Call.text(name), Call.text(value), call.error()));
            return this;
        }
    }

    /**
     * Adds a header. Throws an exception with Code.INVALID_ARGUMENT for what is no name, for a value with a
     * control character in it such as a line break, and for what is not yours to say: Authorization, Host, the
     * body's length and the connection's own.
     */
    public Request addHeader(String name, String value) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_add_header(call.of(this), Call.text(name), Call.text(value), call.error()));
            return this;
        }
    }

    /**
     * The body, of `length` bytes, which are copied; `body` may be null where there are none. `contentType` is
     * such as "application/json". Throws an exception with Code.INVALID_ARGUMENT for a length below 0 or over 1
     * GiB, and for a content type that is no header's value.
     */
    public Request setBody(String contentType) {
        return setBody(contentType, null);
    }

    /**
     * The body, of `length` bytes, which are copied; `body` may be null where there are none. `contentType` is
     * such as "application/json". Throws an exception with Code.INVALID_ARGUMENT for a length below 0 or over 1
     * GiB, and for a content type that is no header's value.
     */
    public Request setBody(String contentType, byte[] body) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_set_body(
                    call.of(this),
                    Call.text(contentType),
                    body,
                    Call.length(body),
                    call.error()));
            return this;
        }
    }

    /**
     * The body, from the file `path`, which is read while it is sent, and anew where it is sent once more. Returns
     * as Request.setBody; that the file can't be read tells Session.request.
     */
    public Request setBodyFile(String contentType, String path) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_set_body_file(
                    call.of(this),
                    Call.text(contentType),
                    Call.text(path),
                    call.error()));
            return this;
        }
    }

    /**
     * Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory. The
     * file gets its name when it is whole, and replaces what stood there; where something stands there that is no
     * plain file, such as a pipe, that is written to. Of any other answer the body is in the response. Throws an
     * exception with Code.INVALID_ARGUMENT for an empty path.
     */
    public Request setOutputFile(String path) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_set_output_file(call.of(this), Call.text(path), call.error()));
            return this;
        }
    }

    /**
     * How long Session.request may take with it, the token and all tries included, in milliseconds: 1 to 3600000.
     * Unless set, the call budget. Throws an exception with Code.INVALID_ARGUMENT out of that range.
     */
    public Request setTimeLimit(long milliseconds) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_set_time_limit(call.of(this), milliseconds, call.error()));
            return this;
        }
    }

    /**
     * The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
     * Throws an exception with Code.INVALID_ARGUMENT below 0.
     */
    public Request setLargestAnswer(long length) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_set_largest_answer(call.of(this), length, call.error()));
            return this;
        }
    }

    /**
     * With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or
     * OPTIONS after a 429, a 503 or a lost answer. It waits as long as Retry-After says, else a second, then two,
     * and so on. With 0, as unless set, only a refused access token makes a second try.
     */
    public Request setRetry(boolean retry) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_set_retry(call.of(this), retry ? 1 : 0, call.error()));
            return this;
        }
    }

    /**
     * A key by which the server knows a request that it has seen before. It goes into the header that
     * Config.setIdempotencyHeader names, else into Idempotency-Key. Throws an exception with Code.INVALID_ARGUMENT
     * for an empty key, and for what is no header's value.
     */
    public Request setIdempotencyKey(String key) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_request_set_idempotency_key(call.of(this), Call.text(key), call.error()));
            return this;
        }
    }

    /** The key that was set, or that Session.request made. Null where there is none. */
    public String idempotencyKey() {
        try (Call call = new Call()) {
            return RAW.omnifund_request_idempotency_key(call.of(this));
        }
    }
}
