# Sourced in the repository's root by scripts that want a local server: `start_server OPTIONS...` starts one,
# and exports where it is, the example OAuth client and the example user; `end_server` ends it, as does the
# script's own end. $scratch is a directory that is gone then too, $scratch/log what the server saw.

# The client and the user of the specification's own examples.
export OMNIFUND_CLIENT_ID=1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4
export OMNIFUND_CLIENT_SECRET=4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k
export OMNIFUND_USERNAME=omnifund_user OMNIFUND_PASSWORD=omnifund_password

scratch=$(mktemp -d)
server=
end_server() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
leave() {
    status=$?
    end_server
    rm -rf "$scratch"
    exit "$status"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkfifo "$scratch/ready" "$scratch/alive"
# Starts the local server with these options, and exports where it is.
start_server() {
    target/debug/omnifund-local --listen 127.0.0.1:0 --example --fast-passwords --exit-with-parent \
        --tls-dir "$scratch/tls" "$@" <"$scratch/alive" >"$scratch/ready" 2>"$scratch/log" &
    server=$!
    # However this script ends, its end of the pipe closes, and the server ends too.
    exec 4>"$scratch/alive"
    unset OMNIFUND_BASE_URL
    while IFS='=' read -r name value; do
        case $name in
        OMNIFUND_BASE_URL | OMNIFUND_CA_FILE) export "$name=$value" ;;
        OMNIFUND_LOCAL_READY) break ;;
        esac
    done <"$scratch/ready"
    if [ -z "${OMNIFUND_BASE_URL:-}" ]; then
        echo "the local server did not start:" >&2
        cat "$scratch/log" >&2
        exit 1
    fi
    echo "  it stands in for OmniFund at $OMNIFUND_BASE_URL"
}
