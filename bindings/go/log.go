package omnifund

import (
	"log/slog"
	"runtime/cgo"
	"sync/atomic"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// Level is the level's counterpart in log/slog.
func (l LogLevel) Level() slog.Level {
	switch l {
	case LogLevelError:
		return slog.LevelError
	case LogLevelWarn:
		return slog.LevelWarn
	case LogLevelInfo:
		return slog.LevelInfo
	default:
		return slog.LevelDebug
	}
}

// LogToStderr logs to standard error: lines of level, and of what matters more. As each of the log
// options it adds one sink.
func LogToStderr(level LogLevel) Option {
	return func(c *Config) error { return failed(c.raw.LogToStderr(int32(level))) }
}

// LogToFile logs to the end of a file, which is opened for each line, so that it can be rotated.
func LogToFile(path string, level LogLevel) Option {
	return func(c *Config) error { return failed(c.raw.LogToFile(path, int32(level))) }
}

// LogToSyslog logs to the system's log, as facility daemon.
func LogToSyslog(level LogLevel) Option {
	return func(c *Config) error { return failed(c.raw.LogToSyslog(int32(level))) }
}

// LogTo logs to a function. It is called within the call that the line is about, several at a time where
// several goroutines call, so it must wait for no call of the same client or session. A panic in it is
// caught, and the line lost: C can't be unwound.
func LogTo(level LogLevel, log func(level LogLevel, line string)) Option {
	return LogEntriesTo(level, func(entry LogEntry) { log(entry.Level, entry.Message) })
}

// LogEntriesTo logs to a function that gets more than words, and is called as LogTo's.
func LogEntriesTo(level LogLevel, log func(LogEntry)) Option {
	return func(c *Config) error {
		sink := newLogSink(log)
		c.sinks = append(c.sinks, sink)
		return failed(c.raw.LogTo(sink.handle, int32(level)))
	}
}

// LogToLogger logs to a logger of log/slog, as LogTo does to a function, with the attributes "event" and, where
// the line has them, "user", "client_id", "duration" and "code".
func LogToLogger(level LogLevel, logger *slog.Logger) Option {
	return LogEntriesTo(level, func(entry LogEntry) {
		logger.LogAttrs(background, entry.Level.Level(), entry.Message, entry.attributes()...)
	})
}

func (e LogEntry) attributes() []slog.Attr {
	attributes := []slog.Attr{slog.String("event", e.Event)}
	if e.User != "" {
		attributes = append(attributes, slog.String("user", e.User))
	}
	if e.ClientID != "" {
		attributes = append(attributes, slog.String("client_id", e.ClientID))
	}
	if e.Duration != 0 {
		attributes = append(attributes, slog.Duration("duration", e.Duration))
	}
	if e.Duration != 0 || e.Code != 0 {
		attributes = append(attributes, slog.Int("code", int(e.Code)))
	}
	return attributes
}

// logSink is a function that C holds. It lives as long as the last config, client or session that can
// call it.
type logSink struct {
	handle  cgo.Handle
	holders atomic.Int64
}

func newLogSink(log func(LogEntry)) *logSink {
	sink := &logSink{handle: cgo.NewHandle(abi.LogFunc(func(entry abi.LogEntry) {
		defer func() { _ = recover() }()
		log(newLogEntry(entry))
	}))}
	sink.holders.Store(1)
	return sink
}

type logSinks []*logSink

func (sinks logSinks) hold() logSinks {
	for _, sink := range sinks {
		sink.holders.Add(1)
	}
	return sinks
}

func (sinks logSinks) release() {
	for _, sink := range sinks {
		if sink.holders.Add(-1) == 0 {
			sink.handle.Delete()
		}
	}
}
