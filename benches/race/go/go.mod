module github.com/omnifund/libomnifund/benches/race/go

go 1.21

require (
	github.com/omnifund/libomnifund/bindings/go v0.0.0
	golang.org/x/oauth2 v0.26.0
)

// The binding of this checkout.
replace github.com/omnifund/libomnifund/bindings/go => ../../../bindings/go
