package omnifund;

import static omnifund.Loader.RAW;

import com.sun.jna.Pointer;

/**
 * What failed; each advice has a class of its own. The message says what was tried, what came back and what to do; no
 * secret stands in it.
 */
public class OmnifundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final Advice advice;
    private final Outcome outcome;
    private final int httpStatus;
    private final String oauthError;
    private final String oauthErrorDescription;
    private final long retryAfter;

    OmnifundException(Pointer error) {
        super(RAW.omnifund_error_message(error));
        code = RAW.omnifund_error_code(error);
        advice = Advice.of(RAW.omnifund_error_advice(error));
        outcome = Outcome.of(RAW.omnifund_error_outcome(error));
        httpStatus = RAW.omnifund_error_http_status(error);
        oauthError = RAW.omnifund_error_oauth_error(error);
        oauthErrorDescription = RAW.omnifund_error_oauth_error_description(error);
        retryAfter = RAW.omnifund_error_retry_after(error);
    }

    OmnifundException(String why, int code, Advice advice) {
        super(why);
        this.code = code;
        this.advice = advice;
        outcome = Outcome.NOT_SENT;
        httpStatus = 0;
        oauthError = null;
        oauthErrorDescription = null;
        retryAfter = 0;
    }

    static OmnifundException of(Pointer error) {
        final Advice advice = Advice.of(RAW.omnifund_error_advice(error));
        if (advice == null) {
            return new OmnifundException(error);
        }
        switch (advice) {
            case WAIT:
                return new TryLater(error);
            case SIGN_IN:
                return new SignInRequired(error);
            case FIX_CONFIGURATION:
                return new ConfigurationError(error);
            case FIX_STORAGE:
                return new StoreError(error);
            case REFUSED:
                return new Refused(error);
            case BUG:
                return new Bug(error);
            default:
                return new OmnifundException(error);
        }
    }

    /** One of {@link Code}: its number never changes, and later libraries have more. */
    public final int code() {
        return code;
    }

    /** What to do: a program needs to switch on nothing else, and the class says the same. */
    public final Advice advice() {
        return advice;
    }

    /** Whether the request can have been carried out: where it is unknown, a charge is never sent again. */
    public final Outcome outcome() {
        return outcome;
    }

    /** Of the answer; 0 where there was none. */
    public final int httpStatus() {
        return httpStatus;
    }

    /** As the server wrote it, such as "invalid_grant"; null where it did not. */
    public final String oauthError() {
        return oauthError;
    }

    /** The server's own words; null where there are none. */
    public final String oauthErrorDescription() {
        return oauthErrorDescription;
    }

    /** How many seconds to wait before another try; 0 where waiting does not help. */
    public final long retryAfter() {
        return retryAfter;
    }
}
