package omnifundtest

import (
	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// StoreRule is a rule that a store was tried by.
type StoreRule struct {
	Rule string
	// Problem is what the store does in place of it; empty where it keeps the rule.
	Problem string
}

// StoreConformance tries a store of the application's by the rules that libomnifund's folder conformance has, and gives
// each. The library is what this makes of them:
//
//	cc -shared -fPIC -Iinclude -o libomnifund_conformance.so conformance/conformance.c -lpthread
//
// It takes about ten seconds. Let nobody else use the store meanwhile. What needs a fork is left out, since Go's runtime
// does not outlive one.
func StoreConformance(functions omnifund.StoreFunctions, library string) ([]StoreRule, error) {
	var rules []StoreRule
	err := abi.Conformance(functions, library, func(rule, problem string) {
		rules = append(rules, StoreRule{Rule: rule, Problem: problem})
	})
	return rules, err
}
