# Sourced: finds a library and a local server of this version that are built already, so that nothing has to be.

# What a release calls this machine's platform, or nothing. A processor of 64 bits may have a system of 32 on it.
platform_here() (
    system=linux
    ! ldd --version 2>&1 | grep -q musl || system=linux-musl
    case $(uname -m)-$(getconf LONG_BIT 2>/dev/null || echo 64) in
    x86_64-64) echo $system-x64 ;;
    aarch64-64) echo $system-arm64 ;;
    armv7l-* | armv8l-* | aarch64-32) echo $system-armv7 ;;
    esac
)

# find_prebuilt SCRATCH: sets prebuilt_in (where it comes from, in words), prebuilt_lib (the folder of libomnifund.so, in
# SCRATCH) and prebuilt_server; fails where there is none that runs here.
find_prebuilt() {
    platform=$(platform_here)
    platform=${platform:-none}
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
    archive=dist/libomnifund-$version-$platform.tar.gz
    prebuilt_lib=$1/lib

    prebuilt_in=${CARGO_TARGET_DIR:-target}/platforms/$platform
    take_prebuilt "$prebuilt_in/libomnifund.so" "$prebuilt_in/omnifund-local" && return
    if [ -e "$archive" ]; then
        prebuilt_in=$archive
        mkdir -p "$1/unpacked"
        tar -xzf "$archive" -C "$1/unpacked"
        take_prebuilt "$(ls "$1"/unpacked/*/lib/libomnifund.so)" "$(ls "$1"/unpacked/*/bin/omnifund-local)" && return
    fi
    prebuilt_in="what is installed on this machine"
    installed=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | sed -n 's/.*libomnifund\.so\.1 .*=> //p' | head -n 1)
    take_prebuilt "$installed" "$(command -v omnifund-local || true)"
}

# What is of another version, or for another machine, is none.
take_prebuilt() {
    [ -f "$1" ] && [ -x "$2" ] && [ "$("$2" --version 2>/dev/null)" = "omnifund-local $version" ] || return 1
    case $2 in
    /*) prebuilt_server=$2 ;;
    *) prebuilt_server=$PWD/$2 ;;
    esac
    mkdir -p "$prebuilt_lib"
    # By both names: that for the linker and the loader's.
    cp "$1" "$prebuilt_lib/libomnifund.so"
    ln -sf libomnifund.so "$prebuilt_lib/libomnifund.so.1"
}
