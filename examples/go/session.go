// A till: it never thinks of tokens. It asks for a valid one before each request, and the library
// refreshes when it must, in one of all the processes that share the store.
//
// Build: go build -o session .
// Run:   session [LOGINS]
//
//	with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
//	OMNIFUND_STORE (a directory or a database's url) set; OMNIFUND_PASSWORD where nobody
//	has signed in yet; OMNIFUND_CA_FILE where the server has an authority of its own.
//
// It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was
// handed a second access token.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"golang.org/x/oauth2"
)

var background = context.Background()

func required(name string) string {
	value, set := os.LookupEnv(name)
	if !set {
		fmt.Fprintf(os.Stderr, "%s is not set\n", name)
		os.Exit(1)
	}
	return value
}

func must(err error) {
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func openSession() *omnifund.Session {
	options := []omnifund.Option{
		omnifund.BaseURL(required("OMNIFUND_BASE_URL")),
		omnifund.Credentials(required("OMNIFUND_CLIENT_ID"), required("OMNIFUND_CLIENT_SECRET")),
	}
	if caFile, set := os.LookupEnv("OMNIFUND_CA_FILE"); set {
		options = append(options, omnifund.CAFile(caFile))
	}
	config, err := omnifund.NewConfig(options...)
	must(err)
	defer config.Close()
	client, err := omnifund.NewClient(config)
	must(err)
	defer client.Close()
	store, err := omnifund.OpenStoreAt(required("OMNIFUND_STORE"))
	must(err)
	defer store.Close()
	session, err := client.OpenSession(store, required("OMNIFUND_USERNAME"))
	must(err)
	return session
}

// validToken is a valid access token. Only where the store has none, and can come to none, is the
// password used.
func validToken(session *omnifund.Session) *oauth2.Token {
	token, err := session.Token()
	if errors.Is(err, omnifund.ErrSignInRequired) {
		must(session.SignIn(background, required("OMNIFUND_PASSWORD")))
		fmt.Printf("    process %d: signed in by password\n", os.Getpid())
		token, err = session.Token()
	}
	must(err)
	return token
}

func main() {
	logins, untilRenewed := 1, false
	if len(os.Args) > 1 {
		untilRenewed = os.Args[1] == "until-renewed"
		logins, _ = strconv.Atoi(os.Args[1])
	}
	session := openSession()
	defer session.Close()
	for first := ""; ; time.Sleep(time.Second) {
		// A token is a secret: its first characters tell two of them apart, and let nobody in.
		shown := fmt.Sprintf("%.6s", validToken(session).AccessToken)
		login, err := session.TokenLogin(background)
		must(err)
		fmt.Printf("    process %d: access token %s... (redacted), token login %d\n", os.Getpid(), shown,
			login.StatusCode())

		if first == "" {
			first = shown
		}
		logins--
		if untilRenewed && shown != first || !untilRenewed && logins <= 0 {
			break
		}
	}
}
