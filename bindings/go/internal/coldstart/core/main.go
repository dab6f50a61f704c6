// A program that has the token alone, and does as little.
package main

import "github.com/omnifund/libomnifund/bindings/go/core"

func main() { _, _ = core.OpenSession("/nowhere", "") }
