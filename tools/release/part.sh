# Sourced by the parts of a release that pack what target/platforms has: where things are, and what all of them do alike.
# A part defines `pack` and `try`, and ends with `part "$@"`.
# shellcheck shell=sh

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
platforms=${OMNIFUND_PLATFORMS:-$target/platforms}
dist=${OMNIFUND_DIST:-$root/dist}
tools=$root/tools/release
# The one place where the version stands; tests/language_packages.rs holds to it what needs a literal.
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
abi=$(sed -n 's/.*OMNIFUND_ABI_VERSION = \([0-9]*\).*/\1/p' include/omnifund.h | head -n 1)
# What a part does beside these.
ALSO=

# Two runs over the same platforms write the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022

. scripts/packages.sh
. scripts/prebuilt.sh
. tools/release/platforms.sh

fail() {
    echo "$part: $*" >&2
    exit 1
}

# The platform of this machine, which `check` runs on.
here() {
    platform_here
}

# The file of a platform's library.
library() {
    case $1 in
    windows-*) echo "$platforms/$1/omnifund.dll" ;;
    *) echo "$platforms/$1/libomnifund.so" ;;
    esac
}

# Those of all platforms that were built, or of these; which were not is said.
built() (
    missing=
    for platform in ${*:-$LINUX_PLATFORMS $WINDOWS_PLATFORMS}; do
        if [ -e "$(library "$platform")" ]; then
            echo "$platform"
        else
            missing="$missing $platform"
        fi
    done
    [ -z "$missing" ] || echo "$part: not built, and so left out:$missing" >&2
)

# A package without a library would be found out by its users, and so would one that lacks some of those of a release.
something_is_built() {
    [ -n "$(built 2>/dev/null)" ] || fail "nothing is built in $platforms (tools/release/libraries make)"
    missing=$(built 2>&1 >/dev/null)
    [ -z "${OMNIFUND_WHOLE:-}" ] || [ -z "$missing" ] || fail "a release has all platforms; $missing"
}

# Each library as FOLDER/<platform>/FILE; FILE is libomnifund.so unless told, and omnifund.dll always.
natives() (
    for platform in $(built); do
        to=$1/$platform/${2:-libomnifund.so}
        case $platform in windows-*) to=$1/$platform/omnifund.dll ;; esac
        install -D -m 644 "$(library "$platform")" "$to"
    done
)

# licences FOLDER [PROGRAM...]: ours, and the notices of whose work is in these programs.
licences() (
    folder=$1
    shift
    install -D -m 644 -t "$folder" "$root/LICENSE-MIT" "$root/LICENSE-APACHE"
    for program; do
        install -m 644 "$root/notices/THIRD-PARTY-$program.txt" "$folder"
    done
)

# zip FILE FOLDER, tarball FILE FOLDER: what is in the folder; sorted, without the hour, whole or not at all.
zip() {
    python3 "$tools/zip.py" "$1.new" "$2"
    mv "$1.new" "$1"
}
tarball() (
    (cd "$2" && find . -mindepth 1 -maxdepth 1 -printf '%P\0' | sort -z) |
        tar --create --directory="$2" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
            --format=ustar --null --files-from=- | gzip -9n >"$1.new"
    mv "$1.new" "$1"
)

# What it says is told where it fails.
quietly() {
    "$@" >"$work/said" 2>&1 || {
        cat "$work/said" >&2
        fail "failed: $*"
    }
}

# The commands of the binding's README that install from a release's files, done here with those of dist.
as_its_readme_says() {
    awk '/^```$/ { if (on && text ~ "/path/to/dist") printf "%s", text; on = 0 }
        on { text = text $0 "\n" }
        /^```sh$/ { on = 1; text = "" }' "$root/bindings/$part/README.md" | sed "s:/path/to/dist:$dist:g" >"$work/commands"
    [ -s "$work/commands" ] || fail "its README does not say how it is installed"
    quietly sh -eux "$work/commands"
}

# In an environment of its own: nothing of the checkout's, nor of this user's, helps.
alone() {
    env -i PATH="$PATH" HOME="$work/home" LANG=C.UTF-8 TZ=UTC \
        ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"} "$@"
}

# The main job: a program that signs in, beside a local server, and goes on behind the end of its first token. What it
# loads as libomnifund has to be of what was installed in $work; WITHIN says that it has it somewhere else in itself.
gets_a_token() {
    server=$platforms/$(here)/omnifund-local
    [ -x "$server" ] || fail "there is no $server to check by"
    rm -f "$work"/loaded.*
    quietly alone "$server" run --access-lifetime 3 -- \
        env LD_DEBUG=files LD_DEBUG_OUTPUT="$work/loaded" "$@" until-renewed
    grep -q 'signed in by password' "$work/said" && grep -q 'token login 200' "$work/said" || {
        cat "$work/said" >&2
        fail "no token: $*"
    }
    loaded=$(sed -n 's/.*calling init: \(.*omnifund.*\)/\1/p' "$work"/loaded.* | sort -u)
    [ -n "${WITHIN:-}" ] || loaded=${loaded#"$work"/}
    case $loaded in
    '') [ -n "${WITHIN:-}" ] || fail "$* has loaded no libomnifund" ;;
    /*) fail "$* has loaded $loaded, and not what was installed" ;;
    esac
    echo "  ${CHECKED:-$part}: $(grep -c 'token login 200' "$work/said") token logins over the end of a token"
}

# The main job by a program for Windows, if there is Wine to run it.
gets_a_token_on_windows() {
    if [ -x /usr/lib/wine/wine64 ]; then
        WITHIN=wine CHECKED="${CHECKED:-$part} for Windows, by Wine" \
            gets_a_token env WINEPREFIX="$target/windows/wine" "$tools/by-wine" "$@"
    else
        echo "$part: NOT TRIED: what is for Windows of 64 bits, since there is no Wine" >&2
    fi
}

# Names the platforms whose library nothing here has loaded from the package, beside this machine's and these.
tells_what_was_not_tried() (
    left=
    for platform in $(built 2>/dev/null); do
        case " $(here) $* " in *" $platform "*) ;; *) left="$left $platform" ;; esac
    done
    [ -z "$left" ] || echo "  $part: NOT TRIED, but compared by papers with what was: what it has for$left"
)

# Says that an archive's listing, on standard input, has each of these names.
holds() {
    cat >"$work/listing"
    for name; do
        grep -qxF -- "$name" "$work/listing" || fail "$name is missing"
    done
}

part() {
    part=$(basename "$0")
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    mkdir -p "$dist" "$work/home"
    something_is_built
    case ${1:-} in
    make) pack ;;
    check) try ;;
    "$ALSO") "$ALSO" ;;
    *)
        echo "usage: $0 make|check${ALSO:+|$ALSO}" >&2
        exit 2
        ;;
    esac
}
