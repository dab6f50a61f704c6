package omnifund

import "time"

// Option is a setting of a [Config].
type Option func(*Config) error

// Environment is one of the vendor's hosts by name: "sandbox" or "production".
func Environment(name string) Option {
	return func(c *Config) error { return failed(c.raw.SetEnvironment(name)) }
}

// BaseURL is any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the
// environment's. "http://" is taken for a loopback address only, or with [AllowPlainHTTP].
func BaseURL(url string) Option {
	return func(c *Config) error { return failed(c.raw.SetBaseURL(url)) }
}

// Credentials are client id and client secret, as the OmniFund portal showed them once.
func Credentials(clientID, clientSecret string) Option {
	return func(c *Config) error { return failed(c.raw.SetCredentials(clientID, clientSecret)) }
}

// JSONBody writes bodies to the token endpoint as JSON, as the vendor's own examples do, and not as a
// form.
func JSONBody() Option {
	return func(c *Config) error { return failed(c.raw.SetJSONBody(true)) }
}

// ConnectTimeout is how long a connection may take, TLS handshake included: 1 ms to 1 hour, 5 s unless
// set.
func ConnectTimeout(timeout time.Duration) Option {
	return func(c *Config) error { return failed(c.raw.SetConnectTimeout(timeout.Milliseconds())) }
}

// ExchangeTimeout is how long one request may take, to the answer's last byte: 1 ms to 1 hour, 15 s
// unless set.
func ExchangeTimeout(timeout time.Duration) Option {
	return func(c *Config) error { return failed(c.raw.SetExchangeTimeout(timeout.Milliseconds())) }
}

// CallBudget is how long one call of the library may take, all that it does included: 1 ms to 1 hour,
// 25 s unless set. A context ends the wait for a call earlier, and not the call.
func CallBudget(budget time.Duration) Option {
	return func(c *Config) error { return failed(c.raw.SetCallBudget(budget.Milliseconds())) }
}

// IdempotencyHeader is the header that carries the idempotency key of each POST and PATCH of [Session.Request], made
// where none is given.
func IdempotencyHeader(name string) Option {
	return func(c *Config) error { return failed(c.raw.SetIdempotencyHeader(name)) }
}

// Proxy is for every request: "http://[user:password@]host[:port]", or "https://...". Unless set, the
// variables https_proxy, all_proxy and no_proxy decide.
func Proxy(url string) Option {
	return func(c *Config) error { return failed(c.raw.SetProxy(url)) }
}

// NoProxy goes by no proxy, whatever the environment variables say.
func NoProxy() Option {
	return func(c *Config) error { return failed(c.raw.DisableProxy()) }
}

// CAFile is a file of certificates to trust beside the system's, PEM or DER.
func CAFile(path string) Option {
	return func(c *Config) error { return failed(c.raw.SetCAFile(path)) }
}

// TrustCAFileOnly trusts the CA file alone, and none of the system's authorities.
func TrustCAFileOnly() Option {
	return func(c *Config) error { return failed(c.raw.TrustCAFileOnly()) }
}

// AllowPlainHTTP takes a base URL of "http://" that is no loopback address. Secrets then cross the
// network readable.
func AllowPlainHTTP() Option {
	return func(c *Config) error { return failed(c.raw.AllowPlainHTTP()) }
}

// WithReplay says what a session does with a refresh token whose last exchange has an unknown outcome:
// [ReplayUntilAnswered] unless set.
func WithReplay(replay Replay) Option {
	return func(c *Config) error { return failed(c.raw.SetReplay(int32(replay))) }
}

// RefreshLifetime is how long a refresh token presumably lives, for [Status] alone: the server never
// says it. 1 s to ten years, 14 days unless set.
func RefreshLifetime(lifetime time.Duration) Option {
	return func(c *Config) error {
		return failed(c.raw.SetRefreshLifetime(int64(lifetime / time.Second)))
	}
}
