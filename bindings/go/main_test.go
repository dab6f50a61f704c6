package omnifund_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

var background = context.Background()

// The examples find their configuration in the environment, as programs do.
func TestMain(m *testing.M) {
	if code, played := playEnding(); played {
		os.Exit(code)
	}
	server, err := omnifundtest.Run()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, setting := range server.Settings() {
		name, value, _ := strings.Cut(setting, "=")
		os.Setenv(name, value)
	}
	os.Setenv("OMNIFUND_PASSWORD", omnifundtest.Password)
	code := m.Run()
	server.Close()
	os.Exit(code)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// got ends the test where there is an error instead of a value.
func got[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		must(t, err)
		return value
	}
}

// wants ends the test where another error comes than the wanted one.
func wants(t testing.TB, err, wanted error) {
	t.Helper()
	if !errors.Is(err, wanted) {
		t.Fatalf("wanted %v, got %v", wanted, err)
	}
}

// asError gives the library's error.
func asError(t testing.TB, err error) *omnifund.Error {
	t.Helper()
	var failure *omnifund.Error
	if !errors.As(err, &failure) {
		t.Fatalf("wanted an error of the library, got %v", err)
	}
	return failure
}

// A memory store, closed with the test.
func memoryStore(t testing.TB) *omnifund.Store {
	t.Helper()
	store := got(omnifund.OpenMemoryStore())(t)
	t.Cleanup(func() { _ = store.Close() })
	return store
}

func session(t testing.TB, server *omnifundtest.Server, more ...omnifund.Option) *omnifund.Session {
	t.Helper()
	session := server.Session(more...)
	t.Cleanup(func() { _ = session.Close() })
	return session
}

func client(t testing.TB, server *omnifundtest.Server, more ...omnifund.Option) *omnifund.Client {
	t.Helper()
	client := server.Client(more...)
	t.Cleanup(func() { _ = client.Close() })
	return client
}
