// The README's lines, in a program: its argument says which of them.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// What the README's web server has.
var (
	client  *omnifund.Client
	session *omnifund.Session
)

// Where the README has the settings of each environment.
var directory string

func main() {
	background, username := context.Background(), os.Getenv("OMNIFUND_USERNAME")
	switch os.Args[1] {
	case "sign in":
		signInOnce(username, os.Getenv("OMNIFUND_PASSWORD"))
	case "ten lines":
		tenLines(username)
	case "call the API":
		session, err := omnifund.OpenSession("", username)
		check(err)
		callTheAPI(background, session)
	case "browser":
		signInThroughTheBrowser()
	case "merchants":
		serveMerchants(background)
	case "environments":
		signInToEachEnvironment(background)
	default:
		log.Fatal(os.Args[1])
	}
}

const merchants = 100

// serveMerchants has a token for each in one process, and none for another's user.
func serveMerchants(background context.Context) {
	var seed struct {
		Clients []map[string]string `json:"clients"`
		Users   []map[string]string `json:"users"`
	}
	for number := 0; number < merchants; number++ {
		name := fmt.Sprint("merchant ", number)
		seed.Clients = append(seed.Clients, map[string]string{
			"client_id": "id of " + name, "client_secret": "secret of " + name, "name": name, "merchant": name,
		})
		seed.Users = append(seed.Users, map[string]string{
			"name": "user of " + name, "password": "password", "merchant": name,
		})
	}
	file, err := os.CreateTemp("", "merchants-*.json")
	check(err)
	defer os.Remove(file.Name())
	check(json.NewEncoder(file).Encode(seed))
	server, err := omnifundtest.Run("--seed", file.Name())
	check(err)
	defer server.Close()
	config, err := omnifund.NewConfig(omnifund.BaseURL(server.BaseURL), omnifund.CAFile(server.CAFile))
	check(err)
	store, err := omnifund.OpenMemoryStore()
	check(err)
	tokens := map[string]bool{}
	for _, one := range seed.Clients {
		name := one["name"]
		check(save(background, store, name, one["client_id"], one["client_secret"]))
		session, err := config.OpenSession(store, name, "user of "+name)
		check(err)
		check(session.SignIn(background, "password"))
		token, err := tokenOf(config, store, name, "user of "+name)
		check(err)
		tokens[token] = true
	}
	if len(tokens) != merchants {
		log.Fatalf("%d tokens", len(tokens))
	}
	if _, err := tokenOf(config, store, "merchant 1", "user of merchant 2"); !errors.Is(err, omnifund.ErrSignInRequired) {
		log.Fatalf("one merchant's user is somebody to another: %v", err)
	}
}

// signInToEachEnvironment has the same code and two OmniFunds, one of which is never asked.
func signInToEachEnvironment(background context.Context) {
	made, err := os.MkdirTemp("", "environments-")
	check(err)
	defer os.RemoveAll(made)
	directory = made + "/"
	for _, environment := range []string{"staging", "production"} {
		server, err := omnifundtest.Run()
		check(err)
		defer server.Close()
		settings := got(os.ReadFile(server.SettingsFile()))
		check(os.WriteFile(directory+environment+".conf", settings, 0o600))
		if environment == "staging" {
			session := got(openIn(environment, omnifundtest.Username))
			check(session.SignIn(background, omnifundtest.Password))
			got(session.Token())
		} else if session := got(openIn(environment, omnifundtest.Username)); got(session.Status(background)).SignedIn {
			log.Fatal("the sandbox's session is one of production")
		}
	}
}

func signInThroughTheBrowser() {
	server, err := omnifundtest.Run()
	check(err)
	defer server.Close()
	client = server.Client()
	store, err := omnifund.OpenMemoryStore()
	check(err)
	session, err = client.OpenSession(store, omnifundtest.Username)
	check(err)

	asked, err := visit(signIn, "/sign-in")
	check(err)
	denied := "/callback?error=access_denied&state=" + asked.Cookies()[0].Value
	_, err = visit(comeBack, denied, asked.Cookies()...)
	var failure *omnifund.Error
	if !errors.As(err, &failure) || failure.Code != omnifund.CodeAuthorizationDenied {
		log.Fatal(err)
	}
	_, err = visit(comeBack, server.Allow(asked.Header.Get("Location")), asked.Cookies()...)
	check(err)
	_, err = session.TokenLogin(context.Background())
	check(err)
}

func visit(
	page func(http.ResponseWriter, *http.Request) error, url string, cookies ...*http.Cookie,
) (*http.Response, error) {
	request := httptest.NewRequest(http.MethodGet, url, nil)
	for _, cookie := range cookies {
		request.AddCookie(cookie)
	}
	answer := httptest.NewRecorder()
	err := page(answer, request)
	return answer.Result(), err
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func got[T any](value T, err error) T {
	check(err)
	return value
}
