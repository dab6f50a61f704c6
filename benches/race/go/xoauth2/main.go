// golang.org/x/oauth2, as its documentation tells: a Config makes tokens, and a TokenSource that keeps one. Where the
// token is to outlive the process the program keeps it by itself.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func config() *oauth2.Config {
	return &oauth2.Config{
		ClientID:     os.Getenv("OMNIFUND_CLIENT_ID"),
		ClientSecret: os.Getenv("OMNIFUND_CLIENT_SECRET"),
		Endpoint: oauth2.Endpoint{
			TokenURL:  os.Getenv("OMNIFUND_BASE_URL") + "/oauth/v2/token",
			AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

// With the authorities that the others have; each exchange has a connection of its own.
func background() context.Context {
	pem, err := os.ReadFile(os.Getenv("RACE_AUTHORITIES"))
	must(err)
	authorities := x509.NewCertPool()
	authorities.AppendCertsFromPEM(pem)
	transport := &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: authorities, ClientSessionCache: tls.NewLRUClientSessionCache(8)},
		DisableKeepAlives: true,
	}
	return context.WithValue(context.Background(), oauth2.HTTPClient, &http.Client{Transport: transport})
}

func kept() *oauth2.Token {
	file, err := os.Open(os.Getenv("RACE_TOKEN"))
	must(err)
	var token struct {
		oauth2.Token
		ExpiresAt float64 `json:"expires_at"`
	}
	must(json.NewDecoder(file).Decode(&token))
	token.Expiry = time.Unix(int64(token.ExpiresAt), 0)
	return &token.Token
}

func main() {
	times, err := strconv.Atoi(os.Args[2])
	must(err)
	switch os.Args[1] {
	case "cold":
		_, err := config().TokenSource(context.Background(), kept()).Token()
		must(err)
	case "hot":
		source := config().TokenSource(context.Background(), kept())
		hot(times, func() {
			if _, err := source.Token(); err != nil {
				os.Exit(1)
			}
		})
	case "exchange":
		own, with := config(), background()
		for ; times > 0; times-- {
			began := time.Now()
			_, err := own.PasswordCredentialsToken(with, os.Getenv("OMNIFUND_USERNAME"), os.Getenv("OMNIFUND_PASSWORD"))
			must(err)
			fmt.Println("wall", time.Since(began).Nanoseconds())
		}
	case "herd":
		token := kept()
		token.Expiry = time.Now().Add(-time.Second)
		source := config().TokenSource(background(), token)
		fmt.Println("ready")
		_, err := io.ReadAll(os.Stdin)
		must(err)
		herd(times, func() error { _, err := source.Token(); return err })
	}
}

// So many goroutines ask at once.
func herd(size int, ask func() error) {
	var all sync.WaitGroup
	for ; size > 0; size-- {
		all.Add(1)
		go func() {
			defer all.Done()
			began, how := time.Now(), "wall"
			if ask() != nil {
				how = "locked-out"
			}
			fmt.Println(how, time.Since(began).Nanoseconds())
		}()
	}
	all.Wait()
}

// On one processor, and on two at once.
func hot(times int, call func()) {
	began := time.Now()
	for i := 0; i < times; i++ {
		call()
	}
	fmt.Println("token", float64(time.Since(began).Nanoseconds())/float64(times))
	var both sync.WaitGroup
	began = time.Now()
	for i := 0; i < 2; i++ {
		both.Add(1)
		go func() {
			defer both.Done()
			for i := 0; i < times; i++ {
				call()
			}
		}()
	}
	both.Wait()
	fmt.Println("token-on-two", float64(time.Since(began).Nanoseconds())/float64(times))
}
