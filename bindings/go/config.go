package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
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
	handle calls.Handle
	sinks  logSinks
}

// NewConfig makes a config of options, in their order. What is not set has its default, which its
// [Option] tells: the proxy of the environment variables, the system's certificates, no log. A host has none: set
// [Environment] or [BaseURL].
func NewConfig(options ...Option) (*Config, error) {
	if err := failed(abi.Mismatch()); err != nil {
		return nil, err
	}
	return newConfig(abi.ConfigNew(), options)
}

// LoadConfig reads a file of NAME=value lines, or the environment variables of the same names where path
// is empty, and then takes options. [Option] lists the names. A file must not be readable by everybody, nor
// writable by its group.
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
	config.handle.Opened(func() {
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
func (c *Config) Close() error { return c.handle.Close() }

// OpenStore opens the store that the config names (OMNIFUND_STORE and what goes with it).
func (c *Config) OpenStore() (*Store, error) {
	if err := c.handle.Use(); err != nil {
		return nil, err
	}
	defer c.handle.Done()
	raw, err := abi.StoreOpenConfigured(c.raw)
	return newStore(raw, err)
}

// OpenClient makes the client that the config names: of the OAuth client that store keeps under the
// config's name, or of the config's own credentials.
func (c *Config) OpenClient(store *Store) (*Client, error) {
	done, err := calls.UseAll(&c.handle, &store.handle)
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
	done, err := calls.UseAll(&c.handle, &store.handle)
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
	done, err := calls.UseAll(&c.handle, &store.handle)
	if err != nil {
		return nil, err
	}
	defer done()
	raw, failure := abi.SessionOpenNamed(c.raw, store.raw, clientName, username)
	return newSession(raw, failure, c.sinks)
}
