//go:build race

package omnifund_test

// The race detector takes 8,128 goroutines at most, and memory of its own.
const raceDetector = true
