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

# With lists of yesterday most can be installed; a source of somebody else's that does not answer is no reason to stop.
update_packages() {
    apt_get update -qq || echo "apt-get update has failed; going on with the lists that are there" >&2
}

install_packages() {
    echo "installing: $*"
    update_packages
    # Nothing that somebody has chosen goes away for it.
    apt_get install -y -qq --no-install-recommends --no-remove "$@" >/dev/null && return
    in_the_way=$(LC_ALL=C apt-get install --simulate --no-install-recommends "$@" 2>/dev/null |
        sed -n 's/^Remv \([^ ]*\).*/\1/p')
    [ -z "$in_the_way" ] || echo "Nothing is installed, since these would be removed for it:" $in_the_way >&2
    return 1
}
