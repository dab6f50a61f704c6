package omnifund_test

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"
)

// trusting trusts the local server's authority; no application needs it at OmniFund's.
func trusting() http.RoundTripper {
	authority, err := os.ReadFile(os.Getenv("OMNIFUND_CA_FILE"))
	check(err)
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(authority)
	return &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}
}
