#!/usr/bin/env sh
# Puts Mermaid's parser into a folder. Does nothing where it is there already.
set -eu

here=$(dirname "$0")
folder=$1

for program in node npm; do
    if ! command -v "$program" >/dev/null; then
        echo "Flowcharts are read with Mermaid's own parser: node 20 or later and npm are needed, and there is no $program on the PATH." >&2
        exit 1
    fi
done

mkdir -p "$folder"
cp "$here"/*.mjs "$folder"
if ! cmp -s "$here/package-lock.json" "$folder/installed-lock.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$folder"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$here/package-lock.json" "$folder/installed-lock.json"
fi
