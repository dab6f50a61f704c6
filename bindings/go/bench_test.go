package omnifund_test

import (
	"testing"

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
