#!/usr/bin/env bash
# Fetches the schema of a release that no package of the registry has, from Debian's sources:
# `schema.sh RELEASE SUITE` unpacks it into target/qemu/RELEASE/qapi. It needs apt-get, but no
# privileges, and does not change the system's lists of packages.
set -euo pipefail
cd "$(dirname "$0")/../.."
release=$1 suite=$2
folder=$PWD/target/qemu/$release
if [ -f "$folder/qapi/qapi-schema.json" ]; then exit 0; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
keys=/usr/share/keyrings/debian-archive-keyring.gpg
# The mirror that the system itself has.
mirror=$(apt-get indextargets --format '$(REPO_URI)' | awk '!/security/ { last = $0 } END { print last }')
echo "deb-src [signed-by=$keys] $mirror $suite main" >"$work/sources.list"
apt() {
    apt-get -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User= "$@"
}
cd "$work"
apt update
apt source --download-only qemu
# The suite may have gone on to another release.
tar -xf qemu_"$release".*.orig.tar.xz --strip-components=1 --wildcards '*/qapi/*.json'
mkdir -p "$folder"
mv qapi "$folder/"
