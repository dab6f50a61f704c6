#!/bin/sh
# Installs what was unpacked here: `./install.sh [PREFIX]`, /usr/local unless told. `cp -r` would do the same.
set -eu
cd "$(dirname "$0")"
prefix=${1:-/usr/local}
mkdir -p "$prefix"
# What is there already goes away first: a program that runs it has it mapped, and dies where its bytes change.
for part in bin include lib share; do
    cp -r --no-dereference --preserve=mode,timestamps --remove-destination "$part" "$prefix"
done
PATH="$PATH:/usr/sbin:/sbin"
ldconfig 2>/dev/null || true
echo "libomnifund is in $prefix. Where its programs do not find it, the loader does not look in $prefix/lib."
