#!/bin/sh
# Fills corpus/bytes with small texts to start from: the examples of the diagnostics' pages, this
# project's schema of the guest agent and, where they are at hand, the registry's schemas (fetched with
# the tests' peers) and the cases of a folder, if one is given. Nothing of it is committed.
# Usage: seeds.sh [CORPUS [CASES]], relative to this folder.
set -eu
cd "$(dirname "$0")"
corpus=${1:-corpus/bytes}
mkdir -p "$corpus"

# Cuts a schema into pieces of a few definitions: FILE PREFIX.
pieces() {
    awk -v prefix="$corpus/$2" '
        function start() { if (name) close(name); name = sprintf("%s-%03d", prefix, piece++); size = 0 }
        NR == 1 { start() }
        /^$/ && size > 1500 { start() }
        { print > name; size += length($0) + 1 }' "$1"
}

for page in ../qapi-parser/pages/*.md; do
    awk -v prefix="$corpus/page-$(basename "$page" .md)" '
        /^```qapi/ { name = sprintf("%s-%d", prefix, block++); printf "" > name; next }
        /^```/ { if (name) close(name); name = ""; next }
        name { print > name }' "$page"
done
for schema in ../qga-schema/schema/*.json; do pieces "$schema" qga; done
for case in ${2:+"$2"/*.json}; do
    if [ -e "$case" ]; then cp "$case" "$corpus/case-$(basename "$case")"; fi
done
# One early, one middle and one late release is enough: libFuzzer keeps what reaches new code.
home=${CARGO_HOME:-$HOME/.cargo}
for schema in "$home"/registry/src/*/qapi-qga-0.[26].0/schema/qga/*.json \
              "$home"/registry/src/*/qapi-qmp-0.[26].0/schema/qapi/*.json \
              "$home"/registry/src/*/qapi-qmp-0.15.0/schema/qapi/*.json; do
    if [ -e "$schema" ]; then
        package=$(basename "$(dirname "$(dirname "$(dirname "$schema")")")")
        pieces "$schema" "$package-$(basename "$schema" .json)"
    fi
done
# Several files, parted by the record separator; the second is a.json, the third b.json.
printf "{ 'include': 'a.json' }\n{ 'include': 'b.json' }\n\036{ 'include': 'b.json' }\n{ 'enum': 'E', 'data': [ 'one' ] }\n\036{ 'struct': 'S', 'data': { 'e': 'E' } }\n" > "$corpus/include"
printf "{ 'include': 'a.json' }\n\036{ 'include': 'schema.json' }\n" > "$corpus/include-cycle"
# Messages, after the lengths of the pieces that they are read in.
mkdir -p corpus/recording
printf '\001\005\002\004{"execute": "grow", "arguments": {"tree": {"left": {"hue": "red"}}, "size": 1}, "id": 1}\n{"return": {}, "id": 1}\n' > corpus/recording/exchange
printf '\377\377\377\377{"event": "GROWN", "data": {"tree": {"any": [1.5, null]}}, "timestamp": {"seconds": 1, "microseconds": 2}}\r\n{"error": {"class": "GenericError", "desc": "x"}}' > corpus/recording/event
printf "%s seeds in %s\n" "$(ls "$corpus" | wc -l)" "$corpus"
