package tokens

import (
	"testing"
	"time"
)

func TestACachedTokenEndsByEitherClockAndByAnyChange(t *testing.T) {
	var cache cache[string]
	token := new(string)
	keep := func(fresh time.Duration) { cache.keep(token, time.Now(), fresh, changes()) }
	if keep(time.Hour); cache.token() == nil {
		t.Error("a fresh one is gone")
	}
	if keep(time.Nanosecond); cache.token() != nil {
		t.Error("it outlived the monotonic clock")
	}
	keep(time.Hour)
	cache.held.Load().fromWall -= int64(2 * time.Second)
	if cache.token() != nil {
		t.Error("it was handed out though the wall clock went on while the machine slept")
	}
	keep(time.Hour)
	cache.held.Load().fromWall += int64(2 * time.Second)
	if cache.token() != nil {
		t.Error("it was handed out though the wall clock was set back")
	}
	keep(time.Hour)
	if begun.Add(1); cache.token() != nil {
		t.Error("it outlived a change")
	}
	keep(time.Hour)
	if keep(0); cache.token() != nil {
		t.Error("one that is not fresh was kept")
	}
}
