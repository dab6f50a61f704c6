package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// background is for what no caller can break off.
var background = context.Background()

// Version is the library's version, such as "0.1.0".
func Version() string { return abi.Version() }

// Library is the file that the library was found in: the program itself where it is linked statically.
func Library() string { return abi.Library() }

// Config is the settings of an OAuth client. It does not change once it is made, so any goroutine may
// use it. Close it when the clients and sessions are made: they have copies.
type Config struct {
	raw    abi.Config
	handle handle
	sinks  logSinks
}

// NewConfig makes a config of options, in their order. What is not set has its default: form body,
// connect timeout 5 s, exchange timeout 15 s, call budget 25 s, the proxy of the environment variables,
// the system's certificates, no log. A host has none: set [Environment] or [BaseURL].
func NewConfig(options ...Option) (*Config, error) {
	if err := failed(abi.Mismatch()); err != nil {
		return nil, err
	}
	return newConfig(abi.ConfigNew(), options)
}

// LoadConfig reads a file of NAME=value lines, or the environment variables of the same names where path
// is empty, and then takes options:
//
//	OMNIFUND_ENVIRONMENT           "sandbox" or "production"
//	OMNIFUND_BASE_URL              any other OmniFund; it replaces the environment's
//	OMNIFUND_ALLOW_PLAIN_HTTP      "yes": as [AllowPlainHTTP]; "no" unless set
//	OMNIFUND_CLIENT_ID             the OAuth client, with
//	OMNIFUND_CLIENT_SECRET         its secret, or
//	OMNIFUND_CLIENT_SECRET_FILE    a file that holds it
//	OMNIFUND_CLIENT                instead of these: the name of an OAuth client that the store keeps
//	OMNIFUND_BODY                  how bodies are written: "form" (unless set) or "json"
//	OMNIFUND_CA_FILE               certificates to trust beside the system's
//	OMNIFUND_CA_ONLY               "yes" trusts that file alone
//	OMNIFUND_PROXY                 as [Proxy], or "none"
//	OMNIFUND_CONNECT_TIMEOUT       seconds that a connection may take
//	OMNIFUND_EXCHANGE_TIMEOUT      seconds that one request may take
//	OMNIFUND_CALL_BUDGET           seconds that one call may take
//	OMNIFUND_IDEMPOTENCY_HEADER    as [IdempotencyHeader]
//	OMNIFUND_REPLAY                "until_answered" (unless set), "once" or "never"
//	OMNIFUND_REFRESH_LIFETIME      seconds that a refresh token presumably lives
//	OMNIFUND_STORE                 the store's directory
//	OMNIFUND_STORE_MODE            "private" (unless set) or "group"
//	OMNIFUND_STORE_ALLOW_NETWORK   "yes": on a file system that other machines can be at; "no" unless set
//	OMNIFUND_STORE_MUST_EXIST      "yes": none is made where the path is wrong or the disk away; "no" unless set
//	OMNIFUND_STORE_KEY             the sealing key, 64 hexadecimal digits
//	OMNIFUND_STORE_OLDER_KEY       beside it, a key that opens records and seals none
//	OMNIFUND_STORE_KEY_FILE        another key file than "<store>.key"
//	OMNIFUND_MACHINE               this machine's name, where it has no /etc/machine-id
//	OMNIFUND_LOG                   level and sink: "info:stderr", "warn:syslog", "info:file:/path"
//	OMNIFUND_AUDIT                 who did what: "syslog" or "file:/path"
//
// Seconds may have a fraction: 0.5. A file must not be readable by everybody, nor writable by its group.
func LoadConfig(path string, options ...Option) (*Config, error) {
	if err := failed(abi.Mismatch()); err != nil {
		return nil, err
	}
	raw, err := abi.ConfigLoad(path)
	if err != nil {
		return nil, failed(err)
	}
	return newConfig(raw, options)
}

func newConfig(raw abi.Config, options []Option) (*Config, error) {
	config := &Config{raw: raw}
	config.handle.opened(func() {
		raw.Free()
		config.sinks.release()
	})
	for _, option := range options {
		if err := option(config); err != nil {
			_ = config.Close()
			return nil, err
		}
	}
	return config, nil
}

// Close ends the config. What was made from it goes on. A second Close does nothing.
func (c *Config) Close() error { return c.handle.close() }

// OpenStore opens the store that the config names (OMNIFUND_STORE and what goes with it).
func (c *Config) OpenStore() (*Store, error) {
	if err := c.handle.use(); err != nil {
		return nil, err
	}
	defer c.handle.done()
	raw, err := abi.StoreOpenConfigured(c.raw)
	return newStore(raw, err)
}

// OpenClient makes the client that the config names: of the OAuth client that store keeps under the
// config's name, or of the config's own credentials.
func (c *Config) OpenClient(store *Store) (*Client, error) {
	done, err := useAll(&c.handle, &store.handle)
	if err != nil {
		return nil, err
	}
	defer done()
	raw, failure := abi.ClientOpenConfigured(c.raw, store.raw)
	return newClient(raw, failure, c.sinks)
}

// OpenStoredClient makes a client of the OAuth client that store keeps under a name, with the config's
// other settings.
func (c *Config) OpenStoredClient(store *Store, name string) (*Client, error) {
	done, err := useAll(&c.handle, &store.handle)
	if err != nil {
		return nil, err
	}
	defer done()
	raw, failure := abi.ClientFromStore(c.raw, store.raw, name)
	return newClient(raw, failure, c.sinks)
}

// OpenSession opens the session of a user under the OAuth client that store keeps under a name, with the
// config's other settings.
func (c *Config) OpenSession(store *Store, clientName, username string) (*Session, error) {
	done, err := useAll(&c.handle, &store.handle)
	if err != nil {
		return nil, err
	}
	defer done()
	raw, failure := abi.SessionOpenNamed(c.raw, store.raw, clientName, username)
	return newSession(raw, failure, c.sinks)
}
