// The README's lines, in a program: its ten lines, or with an argument its way through the browser.
package main

import (
	"context"
	"errors"
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

func main() {
	if len(os.Args) == 1 {
		tenLines(os.Getenv("OMNIFUND_USERNAME"))
		return
	}
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
