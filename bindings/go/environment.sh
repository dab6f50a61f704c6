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
