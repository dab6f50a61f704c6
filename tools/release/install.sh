#!/bin/sh
# Installs what was unpacked here: `./install.sh [PREFIX]`, /usr/local unless told.
set -eu
cd "$(dirname "$0")"
prefix=${1:-/usr/local}
# By another name first: a program that runs has the file mapped, and dies where its bytes change.
find bin include lib share ! -type d | while read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    cp -P "$file" "$prefix/$file.new"
    mv -f "$prefix/$file.new" "$prefix/$file"
done
PATH="$PATH:/usr/sbin:/sbin"
ldconfig 2>/dev/null || true
echo "libomnifund is in $prefix. Where the loader does not look in $prefix/lib, set LD_LIBRARY_PATH, or name it to ldconfig."
