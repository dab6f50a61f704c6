// The program is a crowd of its own, configured by the environment: `program USERNAME DURATION`. It prints
// what it has seen, as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/internal/crowd"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(username, duration string) error {
	length, err := time.ParseDuration(duration)
	if err != nil {
		return err
	}
	config, err := omnifund.LoadConfig("")
	if err != nil {
		return err
	}
	defer config.Close()
	store, err := config.OpenStore()
	if err != nil {
		return err
	}
	defer store.Close()
	client, err := config.OpenClient(store)
	if err != nil {
		return err
	}
	defer client.Close()
	session, err := client.OpenSession(store, username)
	if err != nil {
		return err
	}
	defer session.Close()
	end := time.Now().Add(length)
	seen, err := crowd.LogIn(client, []*omnifund.Session{session}, func() bool { return time.Now().Before(end) })
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(seen)
}
