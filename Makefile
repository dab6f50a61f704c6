# libomnifund. `make demo` shows it at work; `make test` proves it. Both install what they need.

CARGO ?= cargo
TARGET := $(or $(CARGO_TARGET_DIR),target)
# Where cargo puts what it builds, for this machine or for the one that CARGO_BUILD_TARGET names.
RELEASE := $(TARGET)$(addprefix /,$(CARGO_BUILD_TARGET))/release
# A file that says where `make lib` has put the library last.
BUILT_LAST := target/library-is-in
# What runs here is built for here.
HERE := env -u CARGO_BUILD_TARGET
VENV := .venv
STORES := postgresql mysql
# The version of the table of functions that they fill.
STORE_ABI := 1
ABI := $(shell sed -n 's/.*OMNIFUND_ABI_VERSION = \([0-9]*\).*/\1/p' include/omnifund.h | head -n 1)
BINDINGS := bindings/python bindings/go bindings/php bindings/csharp bindings/pascal \
	bindings/java bindings/node bindings/ruby
# What a linker must know of libomnifund.so: its name for the loader, that Rust code can't be unloaded, and the
# version of its symbols. With frame pointers the tables for unwinding are so much smaller that all of it is.
LINK := -C force-frame-pointers=yes -C linker=scripts/link -C linker-flavor=gcc -C link-arg=-Wl,-soname,libomnifund.so.$(ABI) -C link-arg=-Wl,-z,nodelete

PREFIX ?= /usr/local
# Where things are installed, by their usual names; DESTDIR stands before each. The environment does not set them: a
# make in a recipe has those of its parent there, and installs elsewhere all the same.
prefix = $(PREFIX)
bindir = $(prefix)/bin
libdir = $(prefix)/lib
includedir = $(prefix)/include
mandir = $(prefix)/share/man
docdir = $(prefix)/share/doc/libomnifund
completionsdir = $(prefix)/share/bash-completion/completions
export DESTDIR prefix bindir libdir includedir mandir docdir completionsdir
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)

.PHONY: help lib php csharp stores header manual install install-stores install-command install-local-server \
	uninstall demo demo-fleet test \
	torture sanitize coverage abi fuzz simulate removals bench race setup setup-demo $(BINDINGS:bindings/%=test-%) \
	setup-test setup-windows windows windows-x64 windows-x86 release check-release site lint clean

help:
	@echo "make demo     the three calls and a shared session against a local server, over TLS"
	@echo "make demo-fleet  two hosts, in network namespaces of their own, with one PostgreSQL"
	@echo "make test     everything, in half an hour on two processors"
	@echo "make torture  the long forms of what make test does in short"
	@echo "make sanitize the C programs, a fork among them, watched by AddressSanitizer and ThreadSanitizer"
	@echo "make coverage which branches of the library the tests take, file by file"
	@echo "make fuzz     whatever is read, tried by a fuzzer: each target for FUZZ_SECONDS (60)"
	@echo "make simulate  a million histories of processes and hosts, in which everything goes wrong"
	@echo "make removals  leaves out each step of the order, and shows that a history then breaks"
	@echo "make bench    what we promise about speed"
	@echo "make race     libomnifund beside what a user would pick instead, into docs/performance.md"
	@echo "make lib      target/release/libomnifund.so and libomnifund.a"
	@echo "make php      target/php/omnifund: the PHP package with the library in it"
	@echo "make csharp   target/csharp: the C# package as NuGet has it, with the libraries that are there in it"
	@echo "make stores   target/release/libomnifund_postgresql.so and libomnifund_mysql.so, for stores of many hosts"
	@echo "make install  library, header, what pkg-config and CMake read, under PREFIX ($(PREFIX))"
	@echo "make install-stores  the libraries of make stores, under PREFIX"
	@echo "make install-command  the omnifund command, with its manual page, under PREFIX"
	@echo "make install-local-server  omnifund-local, under PREFIX"
	@echo "make uninstall  takes away what these installed"
	@echo "make manual   target/man3: manual pages of the C interface"
	@echo "make site     target/site: all documentation for a browser, with search"
	@echo "make release  dist/: what users of each system and language install"
	@echo "make check-release  installs each of dist/ into a clean place, and gets a token from there"
	@echo "make windows  DLLs of 64 and 32 bits and the commands, in target/windows/x64 and x86"
	@echo "make header   include/ from the source, and of that what the bindings have of it"

setup-demo:
	@scripts/setup demo

setup: setup-test
setup-test: setup-windows
	@scripts/setup test

lib:
	$(CARGO) rustc --package omnifund --lib --release --features capi \
		--crate-type cdylib,staticlib -- $(LINK)
	@scripts/localise "$(RELEASE)/libomnifund.a" include/omnifund.h
	@ln -sf libomnifund.so "$(RELEASE)/libomnifund.so.$(ABI)"
	@echo $(VERSION) > "$(RELEASE)/libomnifund.version"
	@mkdir -p target && (cd "$(RELEASE)" && pwd -P) > $(BUILT_LAST)

# Where APPLICATION names a folder, composer there takes a copy of the package from here.
PHP_PACKAGE := $(abspath $(TARGET))/php/omnifund
php: lib
	bindings/php/package "$(PHP_PACKAGE)" "$(RELEASE)/libomnifund.so"
ifdef APPLICATION
	@[ -f "$(APPLICATION)/composer.json" ] || echo '{}' > "$(APPLICATION)/composer.json"
	composer config --working-dir="$(APPLICATION)" repositories.omnifund \
		'{"type": "path", "url": "$(PHP_PACKAGE)", "options": {"symlink": false}}'
endif

# With the DLLs of `make windows`, where that has been run.
csharp: lib
	@bindings/csharp/setup compiler
	bindings/csharp/build "$(TARGET)/csharp"
	bindings/csharp/package "$(TARGET)/csharp" linux-x64=$(TARGET)/release/libomnifund.so \
		win-x64=$(TARGET)/windows/x64/omnifund.dll win-x86=$(TARGET)/windows/x86/omnifund.dll

# What libomnifund loads where a store is named by a url; each needs its database's client library to link with.
stores:
	$(CARGO) build --release --package omnifund-postgresql --package omnifund-mysql
	@for store in $(STORES); do \
		ln -sf "libomnifund_$$store.so" "$(RELEASE)/libomnifund_$$store.so.$(STORE_ABI)"; \
	done

setup-windows:
	@tools/windows/setup

windows: setup-windows
	$(MAKE) windows-x64
	$(MAKE) windows-x86

windows-x64 windows-x86:
	tools/windows/build $(@:windows-%=%)

# Each part of a release is a program of tools/release: `make` writes it into dist/, `check` installs it from there into
# a clean place and does the main job. The first builds target/platforms/<platform>, which all others take from.
# They lie in target/, wherever and for whichever machine somebody builds otherwise; and what tools say is read.
BY_ITSELF := env -u CARGO_TARGET_DIR -u CARGO_BUILD_TARGET LC_ALL=C.UTF-8
RELEASE_PARTS := libraries tarballs packages python go php csharp java node ruby windows papers upgrade containers lines bare
release:
	@umask 022; for part in $(RELEASE_PARTS); do echo "tools/release/$$part make"; \
		$(BY_ITSELF) OMNIFUND_WHOLE=yes tools/release/$$part make || exit 1; done

check-release:
	@umask 022; for part in $(RELEASE_PARTS); do echo "tools/release/$$part check"; \
		$(BY_ITSELF) tools/release/$$part check || exit 1; done

header:
	$(HERE) $(CARGO) build --quiet --package omnifund --features header
	@# Of the two the newest: other features make their own.
	@for made in omnifund.h omnifund-api.json; do \
		cp "$$(ls -t $(TARGET)/debug/build/omnifund-*/out/$$made | head -n 1)" include/$$made.new; \
		mv include/$$made.new include/$$made; \
	done
	$(HERE) $(CARGO) run --quiet --package omnifund-interface .

# Manual pages of section 3, one for each noun and a link for each function.
manual:
	$(HERE) $(CARGO) run --quiet --package omnifund-interface . --manual "$(abspath $(TARGET))/man3"

# Of README, docs/, the C interface's description and the bindings' pages; for a browser, with or without a server.
site:
	@tools/site/build "$(TARGET)/site"

# What is built already is installed as it is: the root that sudo makes of somebody may have no cargo, or another.
$(RELEASE)/libomnifund.so:
	@scripts/install where "$(RELEASE)"
	$(MAKE) lib
$(RELEASE)/libomnifund_%.so:
	$(MAKE) stores
$(RELEASE)/omnifund:
	$(CARGO) build --release --package omnifund-cli
$(RELEASE)/omnifund-local:
	$(CARGO) build --release --package omnifund-local

install: $(RELEASE)/libomnifund.so
	@scripts/install where "$(RELEASE)"
	@scripts/install library "$(RELEASE)" $(VERSION) $(ABI) "$(TARGET)/man3"

# Beside libomnifund.so, which looks for them there first.
install-stores: $(STORES:%=$(RELEASE)/libomnifund_%.so)
	@scripts/install where "$(RELEASE)"
	@for store in $(STORES); do scripts/install store "$(RELEASE)" $(STORE_ABI) $$store || exit 1; done

# The omnifund command, its manual page, and what bash completes.
install-command: $(RELEASE)/omnifund
	@scripts/install command "$(RELEASE)"

# The local server, for whoever tests against it.
install-local-server: $(RELEASE)/omnifund-local
	@scripts/install local-server "$(RELEASE)"

uninstall:
	@scripts/uninstall

demo: setup-demo
	@$(HERE) scripts/demo

demo-fleet: setup-test
	$(HERE) $(CARGO) build --package omnifund-cli --package omnifund-local
	$(HERE) $(MAKE) stores
	@$(HERE) scripts/demo-fleet

lint:
	$(CARGO) fmt --all --check
	$(HERE) $(CARGO) clippy --workspace --all-targets --features omnifund/header -- -D warnings
	@# As Rust programs have it, without the C boundary.
	$(HERE) $(CARGO) clippy --package omnifund --lib -- -D warnings
	@# Licences, duplicates and sources of what is linked in: deny.toml.
	scripts/supply-chain
	$(HERE) $(CARGO) clippy --package omnifund --features simulation --lib --bins -- -D warnings

test: setup-test lint
	$(HERE) $(MAKE) lib stores
	$(HERE) $(CARGO) test --workspace --features omnifund/header --no-fail-fast
	@# What starts databases for the bindings' tests; no test of its own has it built.
	$(HERE) $(CARGO) build --workspace --features omnifund/header --bin omnifund-databases
	@for binding in $(BINDINGS); do $$binding/setup || exit 1; done
	$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(BINDINGS:bindings/%=test-%)
	bindings/together/test
	local-server/browser/test
	tools/site/test

# Two languages at a time: their tests wait more than they work. What they say is shown when they have ended.
$(BINDINGS:bindings/%=test-%): test-%:
	@echo "bindings/$*"
	@bindings/$*/test

# A hundred times as many processes are killed, crowds stay longer, fleets have as many hosts and processes as a chain
# of shops has, and each Python and Go that is promised has its turn.
torture: test
	scripts/supply-chain advisories
	$(HERE) OMNIFUND_TORTURE=1 $(CARGO) test --package omnifund --features capi --test fleet -- --nocapture \
		--skip outlives_all_of_it
	@# All at once: for an hour, or for so many seconds as OMNIFUND_LONG_RUN says.
	$(HERE) OMNIFUND_TORTURE=1 $(CARGO) test --package omnifund --features capi --test fleet -- --nocapture \
		outlives_all_of_it
	$(HERE) OMNIFUND_TORTURE=1 $(CARGO) test --package omnifund --features capi --test processes --test windows \
		-- --nocapture
	$(HERE) OMNIFUND_TORTURE=1 $(CARGO) test --package omnifund-models -- --nocapture
	@# From seeds that nobody has seen; make simulate has a million.
	$(SIMULATOR) run 50000
	$(HERE) $(MAKE) sanitize
	OMNIFUND_TORTURE=1 bindings/python/test
	OMNIFUND_TORTURE=1 bindings/go/test
	OMNIFUND_TORTURE=1 bindings/php/test
	OMNIFUND_TORTURE=1 bindings/together/test

# Leaks, memory that is not ours, races; of the library and the standard library under it.
sanitize: setup-test
	$(HERE) scripts/sanitize address
	$(HERE) scripts/sanitize thread

# Which branches of src/ the tests take.
coverage: setup-test
	$(HERE) scripts/coverage

# Keeps what was added to the binary interface; a break is refused.
abi:
	OMNIFUND_KEEP_ABI=$${OMNIFUND_KEEP_ABI:-added} $(HERE) $(CARGO) test --package omnifund --features capi --test abi

# All that is read, whoever says it, and the C boundary. With FUZZ_SANITIZER=none several times as fast. What was found
# lies in target/fuzz/found.
FUZZ_SECONDS ?= 60
FUZZ_SANITIZER ?= address
fuzz: setup-demo
	FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_SANITIZER=$(FUZZ_SANITIZER) fuzz/run $(FUZZ_TARGETS)

# The simulator is built for speed, apart from all else.
SIMULATOR := $(HERE) $(CARGO) run --quiet --package omnifund --profile simulation --features simulation \
	--bin omnifund-simulator --

# As many histories as HISTORIES says, from seeds that nobody has seen; the first that breaks is told as a story.
HISTORIES := 1000000
simulate:
	$(SIMULATOR) run $(HISTORIES)

# Leaves out one step of the order after the other: the table of docs/proof.md.
removals:
	$(SIMULATOR) removals 100000

bench: setup-test
	$(HERE) $(CARGO) bench --package omnifund --package omnifund-local --package omnifund-postgresql

# Within twenty minutes; the others come from their registries.
race: setup-demo
	$(MAKE) lib
	$(HERE) $(CARGO) build --package omnifund-local
	benches/race/setup
	"$(abspath $(TARGET))/race/python/bin/python" benches/race/race.py

clean:
	$(CARGO) clean
	rm -rf $(VENV) bindings/python/.venv bindings/php/.psalm bindings/php/.mago local-server/browser/node_modules \
		bindings/node/node_modules bindings/csharp/.dotnet
