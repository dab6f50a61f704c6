module github.com/omnifund/libomnifund/bindings/go

go 1.21

require golang.org/x/oauth2 v0.26.0
