package abi

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What Go has another way for.
var elsewhere = map[string]string{
	"omnifund_login_header":                        "http.Header has it",
	"omnifund_response_header":                     "http.Header has it",
	"omnifund_code_name":                           "an error has a Code, whose names are constants",
	"omnifund_code_text":                           "an error has a message",
	"omnifund_config_log_to_callback_with":         "the log functions of Go's are counted in Go",
	"omnifund_config_log_entries_to_callback_with": "the log functions of Go's are counted in Go",
	"omnifund_config_log_to_callback":              "omnifund_config_log_entries_to_callback does it too",
	"omnifund_config_log_to_queue":                 "a function of Go's can be called",
	"omnifund_log_queue_new":                       "a function of Go's can be called",
	"omnifund_log_queue_take":                      "a function of Go's can be called",
	"omnifund_log_queue_free":                      "a function of Go's can be called",
	"omnifund_log_entry_free":                      "a function of Go's can be called",
	"omnifund_session_token_within":                "a context ends the wait",
	"omnifund_store_open_file":                     "omnifund_store_open_file_with does it too",
}

func TestEveryFunctionOfTheHeaderIsOffered(t *testing.T) {
	described, err := os.ReadFile("../../../../include/omnifund-api.json")
	if os.IsNotExist(err) {
		t.Skip("not in a checkout")
	}
	var api struct {
		Functions []struct {
			CName string `json:"c_name"`
		} `json:"functions"`
	}
	if err := json.Unmarshal(described, &api); err != nil {
		t.Fatal(err)
	}
	if len(api.Functions) < 100 {
		t.Fatalf("only %d functions are described", len(api.Functions))
	}
	byHand := source(t, "*.[gc]*", madeCalls)
	offered := source(t, "../../*.go", "") + source(t, "../tokens/*.go", "")
	goNames := map[string]string{}
	for _, made := range regexp.MustCompile(`// (\w+) is (omnifund_\w+)\.`).FindAllStringSubmatch(source(t, madeCalls, ""), -1) {
		goNames[made[2]] = made[1]
	}
	for _, function := range api.Functions {
		called := has(byHand, function.CName)
		if goName := goNames[function.CName]; goName != "" {
			called = called || has(offered, `(raw|abi)\.`+goName)
		}
		if _, known := elsewhere[function.CName]; called == known {
			t.Errorf("%s: called %v, and has another way: %v", function.CName, called, known)
		}
	}
}

// What is made of the description has a function whether somebody calls it or not.
const madeCalls = "calls.go"

// source gives the text of files, without tests and one that is left out.
func source(t *testing.T, pattern, leftOut string) string {
	t.Helper()
	files, _ := filepath.Glob(pattern)
	var all strings.Builder
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || file == leftOut {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

func has(text, word string) bool {
	return regexp.MustCompile(`\b` + word + `\b`).MatchString(text)
}

func TestALibraryOfAnotherABIIsNamedWithItsPlace(t *testing.T) {
	err := compare(builtFor + 1)
	if err == nil || !strings.Contains(err.Message, "found at "+Library()) ||
		!strings.Contains(err.Message, "has the ABI number 2") {
		t.Errorf("it says %+v", err)
	}
	if compare(builtFor) != nil || Mismatch() != nil {
		t.Error("the library that this was built for is refused")
	}
}

// One call of C that does nothing, to hold beside a token that costs none.
func BenchmarkCallOfC(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Session{}.Free()
	}
}
