package omnifund_test

import (
	"testing"
	"time"

	"golang.org/x/oauth2"

	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// What a program pays with each request.
func BenchmarkToken(b *testing.B) {
	session := session(b, omnifundtest.Start(b))
	got(session.Token())(b)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := session.Token(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTokenOfManyGoroutines(b *testing.B) {
	session := session(b, omnifundtest.Start(b))
	got(session.Token())(b)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := session.Token(); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkTokenOfXOAuth2 asks golang.org/x/oauth2 for a token that it holds, as its documentation tells.
func BenchmarkTokenOfXOAuth2(b *testing.B) {
	source := oauth2.ReuseTokenSource(&oauth2.Token{AccessToken: "token", Expiry: time.Now().Add(time.Hour)}, nil)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, err := source.Token(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPeek asks for a token by calls of C: what it would cost without the cache.
func BenchmarkPeek(b *testing.B) {
	session := session(b, omnifundtest.Start(b))
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := session.Peek(); err != nil {
			b.Fatal(err)
		}
	}
}
