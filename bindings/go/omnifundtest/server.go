// Package omnifundtest helps to test programs that use OmniFund: it starts omnifund-local, a local
// server that stands in for OmniFund, hands over the configuration, and ends tokens on demand, so that
// no test sleeps.
package omnifundtest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
)

// The OAuth client and the user of the specification's own examples, which each server knows.
const (
	ClientID     = "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4"
	ClientSecret = "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k"
	Username     = "omnifund_user"
	Password     = "omnifund_password"
)

// Longer than anything takes on the slowest machine; reached only where a test fails.
const patience = time.Minute

// Server is an omnifund-local of its own for one test, over TLS, on a free port of loopback.
type Server struct {
	// BaseURL is where it is.
	BaseURL string
	// CAFile is the authority to trust.
	CAFile string

	tb        testing.TB
	control   string
	directory string
	command   *exec.Cmd
	alive     io.Closer
	log       lockedBuffer
}

// Start starts a server, which ends with the test. The arguments are omnifund-local's own, such as
// "--access-lifetime", "5". Its program is the one that the environment variable OMNIFUND_LOCAL names,
// or the one in PATH, or the one that was built in this package's checkout; where there is none the test
// fails.
func Start(tb testing.TB, arguments ...string) *Server {
	tb.Helper()
	server, err := Run(arguments...)
	if err != nil {
		tb.Fatal(err)
	}
	server.tb = tb
	tb.Cleanup(server.Close)
	return server
}

// Run starts a server for a TestMain, which has to close it. Where Start's server would fail a test, its
// methods panic.
func Run(arguments ...string) (*Server, error) {
	program, err := findProgram()
	if err != nil {
		return nil, err
	}
	always := []string{
		"--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", "--example", "--fast-passwords",
		"--exit-with-parent",
	}
	server := &Server{command: exec.Command(program, append(always, arguments...)...)}
	server.command.Stderr = &server.log
	if server.alive, err = server.command.StdinPipe(); err != nil {
		return nil, err
	}
	stdout, err := server.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if server.directory, err = os.MkdirTemp("", "omnifundtest-"); err != nil {
		return nil, err
	}
	if err := server.command.Start(); err != nil {
		_ = os.RemoveAll(server.directory)
		return nil, err
	}
	if !server.ready(stdout) {
		server.Close()
		return nil, fmt.Errorf("omnifund-local did not start:\n%s", server.log.String())
	}
	return server, nil
}

// Close ends the server, and removes the store of [Server.Settings].
func (s *Server) Close() {
	// At the end of its standard input it tidies up and ends; a kill would leave its files.
	_ = s.alive.Close()
	late := time.AfterFunc(patience, func() { _ = s.command.Process.Kill() })
	defer late.Stop()
	_ = s.command.Wait()
	_ = os.RemoveAll(s.directory)
}

// fail fails the test.
func (s *Server) fail(problem error) {
	if s.tb == nil {
		panic(problem)
	}
	s.tb.Helper()
	s.tb.Fatal(problem)
}

// ready reads what the server says of itself until it is ready.
func (s *Server) ready(stdout io.Reader) bool {
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		switch name, value, _ := strings.Cut(lines.Text(), "="); name {
		case "OMNIFUND_BASE_URL":
			s.BaseURL = value
		case "OMNIFUND_CA_FILE":
			s.CAFile = value
		case "OMNIFUND_LOCAL_CONTROL":
			s.control = value
		case "OMNIFUND_LOCAL_READY":
			return true
		}
	}
	return false
}

// Options are the settings that a client of this server needs, for omnifund.NewConfig.
func (s *Server) Options() []omnifund.Option {
	return []omnifund.Option{
		omnifund.BaseURL(s.BaseURL),
		omnifund.CAFile(s.CAFile),
		omnifund.Credentials(ClientID, ClientSecret),
		omnifund.NoProxy(),
	}
}

// Settings are the same as NAME=value lines, with a store in a directory of the server's: for
// omnifund.LoadConfig, or for another program's environment.
func (s *Server) Settings() []string {
	return []string{
		"OMNIFUND_BASE_URL=" + s.BaseURL,
		"OMNIFUND_CA_FILE=" + s.CAFile,
		"OMNIFUND_CLIENT_ID=" + ClientID,
		"OMNIFUND_CLIENT_SECRET=" + ClientSecret,
		"OMNIFUND_PROXY=none",
		"OMNIFUND_STORE=" + filepath.Join(s.directory, "store"),
	}
}

// SettingsFile writes the settings to a file, for omnifund.OpenSession and omnifund.LoadConfig.
func (s *Server) SettingsFile() string {
	path := filepath.Join(s.directory, "omnifund.conf")
	if err := os.WriteFile(path, []byte(strings.Join(s.Settings(), "\n")+"\n"), 0o600); err != nil {
		s.fail(err)
	}
	return path
}

// Client makes a client of this server; close it.
func (s *Server) Client(more ...omnifund.Option) *omnifund.Client {
	config, err := omnifund.NewConfig(append(s.Options(), more...)...)
	if err != nil {
		s.fail(err)
	}
	defer config.Close()
	client, err := omnifund.NewClient(config)
	if err != nil {
		s.fail(err)
	}
	return client
}

// Session opens the user's session in a store in memory, signed in; close it.
func (s *Server) Session(more ...omnifund.Option) *omnifund.Session {
	client := s.Client(more...)
	defer client.Close()
	store, err := omnifund.OpenMemoryStore()
	if err != nil {
		s.fail(err)
	}
	defer store.Close()
	session, err := client.OpenSession(store, Username)
	if err != nil {
		s.fail(err)
	}
	if err := session.SignIn(context.Background(), Password); err != nil {
		s.fail(err)
	}
	return session
}

func findProgram() (string, error) {
	const name = "omnifund-local"
	if program := os.Getenv("OMNIFUND_LOCAL"); program != "" {
		return program, nil
	}
	if program, err := exec.LookPath(name); err == nil {
		return program, nil
	}
	if _, file, _, ok := runtime.Caller(0); ok {
		target := os.Getenv("CARGO_TARGET_DIR")
		if target == "" {
			target = filepath.Join(filepath.Dir(file), "../../../target")
		}
		program := filepath.Join(target, "debug", name)
		if _, err := os.Stat(program); err == nil {
			return program, nil
		}
	}
	return "", fmt.Errorf("no %s: set OMNIFUND_LOCAL to it, or put it into PATH", name)
}

// lockedBuffer is written by exec's goroutine while a test may read it.
type lockedBuffer struct {
	mu    sync.Mutex
	bytes bytes.Buffer
}

func (b *lockedBuffer) Write(text []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.bytes.Write(text)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.bytes.String()
}
