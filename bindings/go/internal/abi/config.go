package abi

/*
#include <omnifund.h>
*/
import "C"

// Config is an omnifund_config, to be ended by Free. For one goroutine at a time.
type Config struct{ pointer *C.omnifund_config }

// NewConfig has nothing set but the defaults.
func NewConfig() Config { return Config{C.omnifund_config_new()} }

// LoadConfig reads a file, or the environment variables where path is empty.
func LoadConfig(path string) (Config, *Error) {
	var config Config
	err := call([]string{path}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_config_load(orNull(texts[0]), &config.pointer, err)
	})
	return config, err
}

func (c Config) Free() { C.omnifund_config_free(c.pointer) }

func (c Config) SetEnvironment(environment string) *Error {
	return call([]string{environment}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_environment(c.pointer, texts[0], err)
	})
}

func (c Config) SetBaseURL(url string) *Error {
	return call([]string{url}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_base_url(c.pointer, texts[0], err)
	})
}

func (c Config) SetCredentials(id, secret string) *Error {
	return call([]string{id, secret}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_credentials(c.pointer, texts[0], texts[1], err)
	})
}

func (c Config) SetJSONBody(json bool) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_json_body(c.pointer, boolean(json), err)
	})
}

func (c Config) SetConnectTimeout(milliseconds int64) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_connect_timeout(c.pointer, C.int64_t(milliseconds), err)
	})
}

func (c Config) SetExchangeTimeout(milliseconds int64) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_exchange_timeout(c.pointer, C.int64_t(milliseconds), err)
	})
}

func (c Config) SetCallBudget(milliseconds int64) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_call_budget(c.pointer, C.int64_t(milliseconds), err)
	})
}

func (c Config) SetProxy(proxy string) *Error {
	return call([]string{proxy}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_proxy(c.pointer, texts[0], err)
	})
}

func (c Config) DisableProxy() *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_disable_proxy(c.pointer, err)
	})
}

func (c Config) SetCAFile(path string) *Error {
	return call([]string{path}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_ca_file(c.pointer, texts[0], err)
	})
}

func (c Config) TrustCAFileOnly() *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_trust_ca_file_only(c.pointer, err)
	})
}

func (c Config) AllowPlainHTTP() *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_allow_plain_http(c.pointer, err)
	})
}

func (c Config) SetReplay(replay int32) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_replay(c.pointer, C.int32_t(replay), err)
	})
}

func (c Config) SetRefreshLifetime(seconds int64) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_refresh_lifetime(c.pointer, C.int64_t(seconds), err)
	})
}

func (c Config) SetAudit(sink string) *Error {
	return call([]string{sink}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_config_set_audit(c.pointer, texts[0], err)
	})
}

func (c Config) LogToStderr(level int32) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_log_to_stderr(c.pointer, C.int32_t(level), err)
	})
}

func (c Config) LogToFile(path string, level int32) *Error {
	return call([]string{path}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_config_log_to_file(c.pointer, texts[0], C.int32_t(level), err)
	})
}

func (c Config) LogToSyslog(level int32) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_config_log_to_syslog(c.pointer, C.int32_t(level), err)
	})
}
