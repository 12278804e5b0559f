#!/usr/bin/env bash
# Builds the archive twice, from copies of what git tracks, in folders, at times, in time zones and with locales that differ, and
# compares the bytes. Exit code 0 when they are the same. Jars keep the modes of files, so the umask is set.
set -euo pipefail

readonly root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Copies the sources into a folder and builds there; more arguments are set in Maven's environment.
build() {
    local folder=$1
    shift
    mkdir -p "$folder"
    (cd "$root" && git ls-files -z | xargs -0 cp --parents --target-directory "$folder")
    (cd "$folder" && env "$@" mvn -q -B -DskipTests -Dspotless.check.skip -pl distribution -am package >&2)
    cp "$folder"/distribution/target/npipeline-kafka-connect-*.zip "$folder.zip"
}

umask 022
build "$work/first" TZ=UTC LC_ALL=C
build "$work/another/second" TZ=Pacific/Auckland LC_ALL=C.UTF-8

sha256sum "$work/first.zip" "$work/another/second.zip" | sed "s#$work/##"
if ! cmp -s "$work/first.zip" "$work/another/second.zip"; then
    echo "The archives differ:" >&2
    diff <(unzip -v "$work/first.zip") <(unzip -v "$work/another/second.zip") >&2 || true
    exit 1
fi
echo "REPRODUCIBLE"
