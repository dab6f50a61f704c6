package omnifund_test

import (
	"testing"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func TestWhatAUserComesBackWithIsTold(t *testing.T) {
	t.Parallel()
	client := client(t, omnifundtest.Start(t))
	asked, err := client.Authorization("http://127.0.0.1:8400/callback")
	if err != nil {
		t.Fatal(err)
	}
	defer asked.Close()
	again, err := client.AuthorizationWithState("http://127.0.0.1:8400/callback", asked.State())
	if err != nil || again.URL() != asked.URL() {
		t.Fatalf("another URL, or %v", err)
	}
	for url, code := range map[string]omnifund.Code{
		"/callback?error=access_denied&state=" + asked.State(): omnifund.CodeAuthorizationDenied,
		"/callback?code=planted&state=other":                   omnifund.CodeForeignRedirect,
		"/callback?code=nonsense&state=" + asked.State():       omnifund.CodeCodeRefused,
	} {
		_, err := client.AuthorizationCodeGrant(background, again, url)
		wants(t, err, &omnifund.Error{Code: code})
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if _, err := client.AuthorizationCodeGrant(background, again, "/callback"); err == nil {
		t.Error("a closed authorization is used")
	}
}
