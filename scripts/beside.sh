# Sourced by the `test` of a thin binding, in its directory: where things are, and what each tries beside a local server.
# OMNIFUND_LIBRARY and OMNIFUND_LOCAL name another library and server than this checkout's.

checkout=$(cd ../.. && pwd)
target=$(cd "$checkout" && realpath -m "${CARGO_TARGET_DIR:-target}")
library=${OMNIFUND_LIBRARY:-$target/release/libomnifund.so}
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# What it says is told where it fails.
quietly() {
    "$@" >"$made/told" 2>&1 || {
        cat "$made/told" >&2
        exit 1
    }
}

# beside [OPTIONS OF THE SERVER] -- COMMAND...: with a server, a user and an OAuth client in its environment.
beside() {
    options=
    while [ "$1" != -- ]; do
        options="$options $1"
        shift
    done
    shift
    "${OMNIFUND_LOCAL:-$target/debug/omnifund-local}" run $options -- \
        env CHECKOUT="$checkout" OMNIFUND_LIBRARY="$library" "$@"
}

# The blocks of the README in a language, as $made/readme1.SUFFIX and so on.
readme_blocks() {
    awk -v to="$made/readme" -v begins="\`\`\`$1" -v suffix=".$2" '
        $0 == "```" { on = 0 }
        on { print > (to number suffix) }
        $0 == begins { on = 1; number++ }' README.md
}

# The commands of the README's two programs: the first asks for a password until the second has signed in.
readme_programs() {
    beside -- sh -euc '$1 | grep -q "Your password, please"; $2 | grep -q "^200 {"; $1 | grep -q "^Authorization: Bearer "' \
        sh "$1" "$2"
    echo "  the README's programs run"
}

# The command of the example: it signs in, and goes on behind the end of its first token.
till() {
    quietly beside --access-lifetime 3 -- "$@" until-renewed
    grep -q 'signed in by password' "$made/told"
    echo "  the example: $(grep -c 'token login 200' "$made/told") token logins over the end of a token"
}
