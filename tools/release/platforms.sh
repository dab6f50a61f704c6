# Sourced by what builds for Linux: its platforms, and what each is called by whom.

# shellcheck disable=SC2034 # for those who source it
LINUX_PLATFORMS="linux-x64 linux-arm64 linux-armv7 linux-musl-x64 linux-musl-arm64"
WINDOWS_PLATFORMS="windows-x64 windows-x86"

# Sets what rustc (triple) and zig (zig_target) call a platform, and the beginning of the names of its binutils.
platform_of() {
    case $1 in
    linux-x64) triple=x86_64-unknown-linux-gnu zig_target=x86_64-linux-gnu.2.17 binutils= ;;
    linux-arm64) triple=aarch64-unknown-linux-gnu zig_target=aarch64-linux-gnu.2.17 binutils=aarch64-linux-gnu- ;;
    linux-armv7)
        triple=armv7-unknown-linux-gnueabihf binutils=arm-linux-gnueabihf-
        zig_target="arm-linux-gnueabihf.2.17 -mcpu=generic+v7a+vfp3-d32+thumb2-neon"
        ;;
    linux-musl-x64) triple=x86_64-unknown-linux-musl zig_target=x86_64-linux-musl binutils= ;;
    linux-musl-arm64) triple=aarch64-unknown-linux-musl zig_target=aarch64-linux-musl binutils=aarch64-linux-gnu- ;;
    *) echo "$1 is none of $LINUX_PLATFORMS" >&2 && exit 2 ;;
    esac
}
