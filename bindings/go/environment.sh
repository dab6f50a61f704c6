# Sourced by `setup` and `test`, in this directory: where things are.

ROOT=$(cd ../.. && pwd)
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
case $TARGET in
/*) ;;
*) TARGET=$ROOT/$TARGET ;;
esac
LIBRARIES=$(dirname "${OMNIFUND_LIBRARY:-$TARGET/release/libomnifund.so}")
PREPARED=$TARGET/go
OMNIFUND_LOCAL=${OMNIFUND_LOCAL:-$TARGET/debug/omnifund-local}
PKG_CONFIG_PATH=$PREPARED${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
# Go's build cache looks neither at what pkg-config says nor at a header outside the package.
BUILT_AGAINST=$({ cat "$ROOT/include/omnifund.h"; echo "$LIBRARIES"; } | cksum | cut -d ' ' -f 1)
CGO_CPPFLAGS="${CGO_CPPFLAGS:+$CGO_CPPFLAGS }-DOMNIFUND_BUILT_AGAINST=$BUILT_AGAINST"
export OMNIFUND_LOCAL PKG_CONFIG_PATH CGO_CPPFLAGS

# Puts a Go that is new enough into PATH: the one that is there, go.dev's, Debian's of several versions, or
# one that `setup` fetched.
find_go() {
    for directory in "" /usr/local/go/bin/ /usr/lib/go-1.*/bin/ "$PREPARED/toolchain/bin/"; do
        case $("${directory}go" env GOVERSION 2>/dev/null) in
        go1.2[1-9]* | go1.[3-9][0-9]*)
            PATH=$directory${directory:+:}$PATH
            return
            ;;
        esac
    done
    return 1
}

# Go's own toolchains are modules too, so any Go can get a newer one, into the target directory.
TOOLCHAIN=go1.25.3
fetch_go() {
    need_packages go golang-go
    module=golang.org/toolchain@v0.0.1-$TOOLCHAIN.linux-$(go env GOARCH)
    (cd / && go mod download "$module") || return
    mkdir -p "$PREPARED"
    rm -rf "$PREPARED/toolchain"
    cp -R "$(go env GOMODCACHE)/$module" "$PREPARED/toolchain"
    chmod -R u+w "$PREPARED/toolchain"
    # A module's files are never executable.
    chmod +x "$PREPARED"/toolchain/bin/* "$PREPARED"/toolchain/pkg/tool/*/*
}

# A Go that is new enough, fetched where this machine has none; for who has sourced scripts/packages.sh.
need_go() {
    find_go || {
        fetch_go
        find_go
    } || {
        echo "Go 1.21 or later is needed: from Debian's backports (golang-go/bookworm-backports on Debian 12), or" \
            "from https://go.dev/dl/ into /usr/local/go; then come back" >&2
        exit 1
    }
}
