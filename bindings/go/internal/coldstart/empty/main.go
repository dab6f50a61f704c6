// A program of cgo that does nothing.
package main

// static int nothing(void) { return 0; }
import "C"

func main() { C.nothing() }
