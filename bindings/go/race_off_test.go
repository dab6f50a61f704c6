//go:build !race

package omnifund_test

const raceDetector = false
