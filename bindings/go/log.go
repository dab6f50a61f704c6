package omnifund

import (
	"log/slog"
	"runtime/cgo"
	"sync/atomic"
	"time"

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

// LogEntry is a line of the log: words for people, and what a machine can read. Names in it are cleaned: what
// could begin a line of its own, or do something to a terminal, is a blank.
type LogEntry struct {
	Level LogLevel
	// Time is when it happened, to the second. A line of a session comes later: when its locks are given up.
	Time time.Time
	// Event is what happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login",
	// "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
	// versions may have more.
	Event   string
	Message string
	// User is OmniFund's user, where the line is about one.
	User string
	// ClientID is the OAuth client, where the line is about one.
	ClientID string
	// Duration is how long an exchange or a token login took; 0 of other lines.
	Duration time.Duration
	// Code is that of the error that the line tells of; 0 where it tells of none.
	Code Code
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
		log(LogEntry{
			Level:    LogLevel(entry.Level),
			Time:     time.Unix(entry.Time, 0),
			Event:    entry.Event,
			Message:  entry.Message,
			User:     entry.User,
			ClientID: entry.ClientID,
			Duration: time.Duration(entry.Milliseconds) * time.Millisecond,
			Code:     Code(entry.Code),
		})
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
