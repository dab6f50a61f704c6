package omnifund_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// run runs a program, and gives what it wrote.
func run(t *testing.T, directory string, environment []string, program string, arguments ...string) (string, error) {
	t.Helper()
	command := exec.Command(program, arguments...)
	command.Dir = directory
	command.Env = append(os.Environ(), environment...)
	output, err := command.CombinedOutput()
	return string(output), err
}

const till = "../../examples/go"

// Other programs are built once, and not again beside the race detector.
func inCheckout(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(till); err != nil || raceDetector {
		t.Skip("not in a checkout, or under the race detector")
	}
}

// build builds the till of the examples, and gives its path.
func build(t *testing.T, arguments ...string) string {
	t.Helper()
	inCheckout(t)
	program := filepath.Join(t.TempDir(), "session")
	arguments = append(append([]string{"build", "-buildvcs=false", "-o", program}, arguments...), ".")
	if output, err := run(t, till, nil, "go", arguments...); err != nil {
		t.Fatal(output)
	}
	return program
}

func environment(server *omnifundtest.Server) []string {
	return append(server.Settings(), "OMNIFUND_USERNAME="+omnifundtest.Username,
		"OMNIFUND_PASSWORD="+omnifundtest.Password)
}

func TestTheTillSignsInOnceAndThenNeverThinksOfTokens(t *testing.T) {
	t.Parallel()
	server, program := omnifundtest.Start(t), build(t)
	first, err := run(t, "", environment(server), program)
	if err != nil || !strings.Contains(first, "signed in by password") ||
		!strings.Contains(first, "... (redacted), token login 200") {
		t.Errorf("%v\n%s", err, first)
	}
	second, err := run(t, "", environment(server), program)
	if err != nil || strings.Contains(second, "signed in") || !strings.Contains(second, "token login 200") {
		t.Errorf("%v\n%s", err, second)
	}
	none, err := run(t, "", append(environment(server), "OMNIFUND_BASE_URL=staging"), program)
	if err == nil || !strings.Contains(none, "omnifund: ") {
		t.Errorf("%v\n%s", err, none)
	}
}

func TestAStaticallyLinkedTillNeedsNoLibraryAtRunTime(t *testing.T) {
	t.Parallel()
	server, program := omnifundtest.Start(t), build(t, "-tags", "omnifund_static")
	needed, err := run(t, "", nil, "readelf", "-d", program)
	if err != nil || strings.Contains(needed, "libomnifund") {
		t.Errorf("%v: it needs\n%s", err, needed)
	}
	if output, err := run(t, "", environment(server), program); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}

// What stands in a program's directory of its own, and of the system's libraries libc alone.
func TestAStaticallyLinkedTillRunsWhereThereIsNoLibraryButLibc(t *testing.T) {
	t.Parallel()
	server, program := omnifundtest.Start(t), build(t, "-tags", "omnifund_static")
	loaded, err := run(t, "", nil, "ldd", program)
	if err != nil {
		t.Fatal(loaded)
	}
	root := t.TempDir()
	place := func(from, to string) {
		content, err := os.ReadFile(from)
		must(t, err)
		must(t, os.MkdirAll(filepath.Join(root, filepath.Dir(to)), 0o755))
		must(t, os.WriteFile(filepath.Join(root, to), content, 0o755))
	}
	for _, word := range strings.Fields(loaded) {
		if strings.HasPrefix(word, "/") {
			if name := filepath.Base(word); !strings.HasPrefix(name, "ld-") && name != "libc.so.6" {
				t.Errorf("it needs %s", name)
			}
			place(word, word)
		}
	}
	place(program, "/session")
	settings := environment(server)
	for i, setting := range settings {
		if name, value, _ := strings.Cut(setting, "="); name == "OMNIFUND_CA_FILE" {
			place(value, "/ca.pem")
			settings[i] = "OMNIFUND_CA_FILE=/ca.pem"
		} else if name == "OMNIFUND_STORE" {
			settings[i] = "OMNIFUND_STORE=/store"
		}
	}
	// This machine's own authorities are not there.
	chroot := []string{"env", "-u", "SSL_CERT_FILE", "-u", "SSL_CERT_DIR", "chroot", root, "/session"}
	if os.Geteuid() != 0 {
		chroot = append([]string{"unshare", "--user", "--map-root-user"}, chroot...)
	}
	output, err := run(t, "", settings, chroot[0], chroot[1:]...)
	if strings.Contains(output, "unshare: ") || strings.Contains(output, "cannot change root") {
		t.Skip("no root of its own may be made here: " + output)
	}
	if err != nil || !strings.Contains(output, "token login 200") {
		t.Errorf("%v\n%s", err, output)
	}
}

func TestWithoutCgoTheCompilersMessageSaysWhatToDo(t *testing.T) {
	t.Parallel()
	output, err := run(t, "", []string{"CGO_ENABLED=0"}, "go", "build", ".")
	if err == nil || !strings.Contains(output, "set_CGO_ENABLED_1_and_install_a_C_compiler") {
		t.Errorf("%v\n%s", err, output)
	}
}

func TestALibraryOfAnotherABIIsNamedWhereItIsLoaded(t *testing.T) {
	t.Parallel()
	server, program := omnifundtest.Start(t), build(t)
	directory := t.TempDir()
	source, library := filepath.Join(directory, "other.c"), filepath.Join(directory, "other.so")
	must(t, os.WriteFile(source, []byte("int omnifund_abi_version(void) { return 2; }\n"), 0o600))
	if output, err := run(t, "", nil, "cc", "-shared", "-fPIC", "-o", library, source); err != nil {
		t.Fatal(output)
	}
	output, err := run(t, "", append(environment(server), "LD_PRELOAD="+library), program)
	if err == nil || !strings.Contains(output, "found at "+library+", has the ABI number 2") {
		t.Errorf("%v\n%s", err, output)
	}
}

func TestTheLibraryIsFoundAndSaysItsVersion(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(omnifund.Library()); err != nil || omnifund.Version() == "" {
		t.Errorf("%s at %s", omnifund.Version(), omnifund.Library())
	}
}

func TestTheModuleCarriesTheLicencesOfTheCheckout(t *testing.T) {
	t.Parallel()
	inCheckout(t)
	for _, name := range []string{"LICENSE-MIT", "LICENSE-APACHE"} {
		ours, err := os.ReadFile(name)
		must(t, err)
		if theirs := got(os.ReadFile("../../" + name))(t); string(ours) != string(theirs) {
			t.Errorf("%s is another one than the checkout's", name)
		}
	}
}
