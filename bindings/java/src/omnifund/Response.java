// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/** What the server answered to a request: whatever it said, an answer is no error. */
public final class Response extends Handle {
    Response(Pointer pointer) {
        super(pointer, RAW::omnifund_response_free);
    }

    /**
     * What became of the request: Outcome.DONE by a status of 200 to 299, Outcome.REFUSED by one of 400 to 499 but
     * for 408, Outcome.UNKNOWN by all others, since a gateway can say them after it has passed the request on.
     */
    public Outcome outcome() {
        try (Call call = new Call()) {
            return Outcome.of(RAW.omnifund_response_outcome(call.of(this)));
        }
    }

    /**
     * How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3); 0
     * where it does not.
     */
    public long retryAfter() {
        try (Call call = new Call()) {
            return RAW.omnifund_response_retry_after(call.of(this));
        }
    }

    /**
     * Of a collection, what to ask for to have its next page, for Request.new: hydra:next of the hydra:view in the
     * body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link alone.
     * Null where there is none, as at the last page and where the answer points to another origin.
     */
    public String next() {
        try (Call call = new Call()) {
            return RAW.omnifund_response_next(call.of(this));
        }
    }

    /** The HTTP status, whatever it is. */
    public int status() {
        try (Call call = new Call()) {
            return RAW.omnifund_response_status(call.of(this));
        }
    }

    /** How many headers there are. */
    public long headerCount() {
        try (Call call = new Call()) {
            return RAW.omnifund_response_header_count(call.of(this));
        }
    }

    /** The name of a header, in lower case. */
    public String headerName(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_response_header_name(call.of(this), index);
        }
    }

    /** The value of a header. */
    public String headerValue(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_response_header_value(call.of(this), index);
        }
    }

    /**
     * The value of the first header of a name, whatever its case; the name is compared as it is. Null where there
     * is none.
     */
    public String header(String name) {
        try (Call call = new Call()) {
            return RAW.omnifund_response_header(call.of(this), Call.text(name));
        }
    }

    /** How many cookies the answer sets. */
    public long cookieCount() {
        try (Call call = new Call()) {
            return RAW.omnifund_response_cookie_count(call.of(this));
        }
    }

    /** The name of a cookie. */
    public String cookieName(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_response_cookie_name(call.of(this), index);
        }
    }

    /** The value of a cookie, as it goes into a Cookie header. */
    public String cookieValue(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_response_cookie_value(call.of(this), index);
        }
    }

    /**
     * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
     * sends on to its user's browser.
     */
    public String cookieHeader(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_response_cookie_header(call.of(this), index);
        }
    }

    /** Where the answer sends the browser, as the server wrote it: it may be relative. Null where it sends nowhere. */
    public String location() {
        try (Call call = new Call()) {
            return RAW.omnifund_response_location(call.of(this));
        }
    }

    /** The body; empty where it went to a file or a callback. */
    public byte[] body() {
        try (Call call = new Call()) {
            return Call.bytes(RAW.omnifund_response_body(call.of(this)), RAW.omnifund_response_body_length(call.of(this)));
        }
    }
}
