// libomnifund in Go: the first argument is the contest, the second how often.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func newClient() *omnifund.Client {
	config, err := omnifund.NewConfig(
		omnifund.BaseURL(os.Getenv("OMNIFUND_BASE_URL")),
		omnifund.Credentials(os.Getenv("OMNIFUND_CLIENT_ID"), os.Getenv("OMNIFUND_CLIENT_SECRET")),
		omnifund.CAFile(os.Getenv("OMNIFUND_CA_FILE")),
	)
	must(err)
	client, err := omnifund.NewClient(config)
	must(err)
	return client
}

func openSession() *omnifund.Session {
	store, err := omnifund.OpenStore(os.Getenv("OMNIFUND_STORE"))
	must(err)
	session, err := newClient().OpenSession(store, os.Getenv("OMNIFUND_USERNAME"))
	must(err)
	return session
}

func main() {
	times, err := strconv.Atoi(os.Args[2])
	must(err)
	background := context.Background()
	switch os.Args[1] {
	case "cold":
		_, err := openSession().Token()
		must(err)
	case "hot":
		session := openSession()
		_, err := session.Token()
		must(err)
		hot(times, func() {
			if _, err := session.Token(); err != nil {
				os.Exit(1)
			}
		})
	case "exchange":
		client := newClient()
		for ; times > 0; times-- {
			began := time.Now()
			_, err := client.PasswordGrant(background, os.Getenv("OMNIFUND_USERNAME"), os.Getenv("OMNIFUND_PASSWORD"))
			must(err)
			fmt.Println("wall", time.Since(began).Nanoseconds())
		}
	case "herd":
		session := openSession()
		fmt.Println("ready")
		_, err := io.ReadAll(os.Stdin)
		must(err)
		herd(times, func() error { _, err := session.Token(); return err })
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
