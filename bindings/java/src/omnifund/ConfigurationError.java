package omnifund;

import com.sun.jna.Pointer;

/** Whoever installed it has to correct the configuration. */
public final class ConfigurationError extends OmnifundException {
    private static final long serialVersionUID = 1L;

    ConfigurationError(Pointer error) {
        super(error);
    }

    /** For a stand-in to throw. */
    public ConfigurationError(String why) {
        super(why, Code.INVALID_CONFIGURATION, Advice.FIX_CONFIGURATION);
    }
}
