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

# As root, or with sudo.
apt_get() {
    if [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get "$@"
    else
        sudo DEBIAN_FRONTEND=noninteractive apt-get "$@"
    fi
}

update_packages() {
    apt_get update -qq
}

install_packages() {
    echo "installing: $*"
    update_packages
    apt_get install -y -qq --no-install-recommends "$@" >/dev/null
}
