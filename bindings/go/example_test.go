package omnifund_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// The examples run: their configuration stands in the environment, and a local server answers.
const username = omnifundtest.Username

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func Example() {
	session, err := omnifund.OpenSession("", username) // configured by the environment
	check(err)
	defer session.Close()
	token, err := session.Token()
	if errors.Is(err, omnifund.ErrSignInRequired) {
		check(session.SignIn(context.Background(), os.Getenv("OMNIFUND_PASSWORD")))
		token, err = session.Token()
	}
	check(err)
	fmt.Println(token.Type(), token.AccessToken != "", token.RefreshToken == "")
	// Output: Bearer true true
}

func ExampleSession_HTTPClient() {
	session, err := omnifund.OpenSession("", username)
	check(err)
	defer session.Close()
	check(session.SignIn(context.Background(), os.Getenv("OMNIFUND_PASSWORD")))

	client := session.HTTPClient(&http.Client{Transport: trusting(), Timeout: 30 * time.Second})
	response, err := client.Post(os.Getenv("OMNIFUND_BASE_URL")+"/login", "", nil)
	check(err)
	defer response.Body.Close()
	fmt.Println(response.Status)
	// Output: 200 OK
}

func ExampleSession_TokenContext() {
	session, err := omnifund.OpenSession("", username)
	check(err)
	defer session.Close()
	check(session.SignIn(context.Background(), os.Getenv("OMNIFUND_PASSWORD")))

	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	token, err := session.TokenContext(ctx)
	var failure *omnifund.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		fmt.Println("too slow; what it brings is there for the next call")
	case errors.Is(err, omnifund.ErrTryLater) && errors.As(err, &failure):
		fmt.Println("try again in", failure.RetryAfter)
	case errors.Is(err, omnifund.ErrSignInRequired):
		fmt.Println("your password, please")
	case err != nil:
		fmt.Println(err)
	default:
		fmt.Println("valid:", token.Valid())
	}
	// Output: valid: true
}

func ExampleSession_TokenLogin() {
	session, err := omnifund.OpenSession("", username)
	check(err)
	defer session.Close()
	check(session.SignIn(context.Background(), os.Getenv("OMNIFUND_PASSWORD")))
	login, err := session.TokenLogin(context.Background())
	check(err)
	// For the user's browser: w.Header().Add("Set-Cookie", cookie.Raw)
	fmt.Println(login.StatusCode(), len(login.Cookies()))
	// Output: 200 1
}

func ExampleNewConfig() {
	config, err := omnifund.NewConfig(
		omnifund.BaseURL(os.Getenv("OMNIFUND_BASE_URL")), // or omnifund.Environment("sandbox")
		omnifund.Credentials(os.Getenv("OMNIFUND_CLIENT_ID"), os.Getenv("OMNIFUND_CLIENT_SECRET")),
		omnifund.CAFile(os.Getenv("OMNIFUND_CA_FILE")),
		omnifund.LogToLogger(omnifund.LogLevelWarn, slog.Default()),
	)
	check(err)
	defer config.Close()
	client, err := omnifund.NewClient(config)
	check(err)
	defer client.Close()
	store, err := omnifund.OpenMemoryStore() // or omnifund.OpenStore("/var/lib/pos/omnifund")
	check(err)
	defer store.Close()
	session, err := client.OpenSession(store, username)
	check(err)
	defer session.Close()
	_, err = session.Token()
	fmt.Println(errors.Is(err, omnifund.ErrSignInRequired))
	// Output: true
}

func ExampleClient_PasswordGrant() {
	config, err := omnifund.LoadConfig("")
	check(err)
	defer config.Close()
	client, err := omnifund.NewClient(config)
	check(err)
	defer client.Close()
	_, err = client.PasswordGrant(context.Background(), username, "not the password")
	var failure *omnifund.Error
	if errors.As(err, &failure) {
		fmt.Println(failure.Code == omnifund.CodeWrongPassword, failure.HTTPStatus, failure.OAuthError)
	}
	// Output: true 400 invalid_grant
}

func ExampleClient_KeepAlive() {
	config, err := omnifund.LoadConfig("")
	check(err)
	defer config.Close()
	store, err := config.OpenStore()
	check(err)
	defer store.Close()
	client, err := config.OpenClient(store)
	check(err)
	defer client.Close()
	err = client.KeepAlive(context.Background(), store, omnifund.GoodAge, time.Minute,
		func(username string, err error) { fmt.Println(username, err) })
	fmt.Println(err)
	// Output: <nil>
}
