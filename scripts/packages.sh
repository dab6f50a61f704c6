# Sourced by set-up scripts: installs Debian packages that this machine lacks, as root or with sudo.

# Takes pairs of a command and the package that brings it.
need_packages() {
    missing=
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
        shift 2
    done
    [ -z "$missing" ] || install_packages $missing
}

install_packages() {
    echo "installing:$*" | sed 's/:/: /'
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
    fi
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq
    $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
