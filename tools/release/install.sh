#!/bin/sh
# Installs what was unpacked here: `./install.sh [PREFIX]`, /usr/local unless told. `./install.sh --remove [PREFIX]`
# takes the same files away.
set -eu
umask 022
cd "$(dirname "$0")"
what=install
[ "${1:-}" != --remove ] || { what=remove; shift; }
prefix=${1:-/usr/local}
case $prefix in
/*) ;;
*) echo "Nothing is done: $prefix is no absolute path" >&2; exit 2 ;;
esac
PATH="$PATH:/usr/sbin:/sbin"

if [ "$what" = remove ]; then
    find bin include lib share ! -type d | while read -r file; do rm -f "$prefix/$file"; done
    rmdir "$prefix/lib/cmake/omnifund" "$prefix/share/doc/libomnifund" 2>/dev/null || true
    ldconfig 2>/dev/null || true
    exit
fi

# By another name first, which is no library's: a program that runs has the file mapped, and dies where its bytes
# change.
find bin include lib share ! -type d | while read -r file; do
    to=$prefix/$(dirname "$file")
    mkdir -p "$to"
    rm -f "$to/.omnifund.new"
    cp -P "$file" "$to/.omnifund.new"
    mv -f "$to/.omnifund.new" "$prefix/$file"
done
# ldconfig has the link lead to the newest of an ABI; whoever goes back wants this one.
soname=$(readlink lib/libomnifund.so)
for other in "$prefix"/lib/libomnifund.so.*.*; do
    [ -e "lib/${other##*/}" ] || [ ! -f "$other" ] || ! tr '\0' '\n' < "$other" | LC_ALL=C grep -qxF "$soname" ||
        rm "$other"
done
ldconfig 2>/dev/null || true
echo "libomnifund is in $prefix. Where the loader does not look in $prefix/lib, set LD_LIBRARY_PATH, or name it to ldconfig."
