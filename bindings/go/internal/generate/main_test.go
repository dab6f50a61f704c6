package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func TestTheConstantsAreThoseOfTheHeader(t *testing.T) {
	header, err := os.ReadFile("../../../../include/omnifund.h")
	if os.IsNotExist(err) {
		t.Skip("not in a checkout")
	}
	raw, public, err := constants(string(header))
	if err != nil {
		t.Fatal(err)
	}
	for name, made := range map[string][]byte{rawFile: raw, publicFile: public} {
		kept, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(made, kept) {
			t.Errorf("%s is another: run go generate", name)
		}
	}
	all := strings.Count(string(header), " = ")
	// The one is no code of an error, the other is internal/abi's.
	for _, other := range []string{"OMNIFUND_OK = ", "OMNIFUND_ABI_VERSION = "} {
		all -= strings.Count(string(header), other)
	}
	if constants := strings.Count(string(raw), "= C.OMNIFUND_"); constants < 60 || constants > all {
		t.Errorf("there are %d constants", constants)
	}
}

func TestAHeaderWithoutAPlainRegionIsRefused(t *testing.T) {
	if _, _, err := constants("typedef enum {} omnifund_code;"); err == nil {
		t.Error("it was taken")
	}
}
