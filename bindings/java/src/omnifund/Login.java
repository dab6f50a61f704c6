// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/** What the server answered to a token login. Cookies, Location and body can each let somebody in as that user. */
public final class Login extends Handle {
    Login(Pointer pointer) {
        super(pointer, RAW::omnifund_login_free);
    }

    /** The HTTP status, 200 to 399. */
    public int status() {
        try (Call call = new Call()) {
            return RAW.omnifund_login_status(call.of(this));
        }
    }

    /** How many headers there are. */
    public long headerCount() {
        try (Call call = new Call()) {
            return RAW.omnifund_login_header_count(call.of(this));
        }
    }

    /** The name of a header, in lower case. */
    public String headerName(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_login_header_name(call.of(this), index);
        }
    }

    /** The value of a header. */
    public String headerValue(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_login_header_value(call.of(this), index);
        }
    }

    /**
     * The value of the first header of a name, whatever its case; the name is compared as it is. Null where there
     * is none.
     */
    public String header(String name) {
        try (Call call = new Call()) {
            return RAW.omnifund_login_header(call.of(this), Call.text(name));
        }
    }

    /** How many cookies the answer sets. */
    public long cookieCount() {
        try (Call call = new Call()) {
            return RAW.omnifund_login_cookie_count(call.of(this));
        }
    }

    /** The name of a cookie. */
    public String cookieName(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_login_cookie_name(call.of(this), index);
        }
    }

    /** The value of a cookie, as it goes into a Cookie header. */
    public String cookieValue(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_login_cookie_value(call.of(this), index);
        }
    }

    /**
     * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
     * sends on to its user's browser.
     */
    public String cookieHeader(long index) {
        try (Call call = new Call()) {
            return RAW.omnifund_login_cookie_header(call.of(this), index);
        }
    }

    /** Where the answer sends the browser, as the server wrote it: it may be relative. Null where it sends nowhere. */
    public String location() {
        try (Call call = new Call()) {
            return RAW.omnifund_login_location(call.of(this));
        }
    }

    /** The body, 1 MiB at most. */
    public byte[] body() {
        try (Call call = new Call()) {
            return Call.bytes(RAW.omnifund_login_body(call.of(this)), RAW.omnifund_login_body_length(call.of(this)));
        }
    }
}
