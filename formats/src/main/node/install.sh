#!/usr/bin/env sh
# Puts the judge and the packages it needs into a folder. Does nothing where they are there already.
set -eu

here=$(dirname "$0")
folder=$1

for program in node npm; do
    if ! command -v "$program" >/dev/null; then
        echo "The formats are judged by Confluent's serdes for JavaScript: node 20 or later and npm are needed, and there is no $program on the PATH." >&2
        exit 1
    fi
done
major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
if [ "$major" -lt 20 ]; then
    echo "The formats are judged by Confluent's serdes for JavaScript: node 20 or later is needed, not $(node --version)." >&2
    exit 1
fi

mkdir -p "$folder"
cp -r "$here"/*.js "$here/schemas" "$folder"
if ! cmp -s "$here/package-lock.json" "$folder/installed-lock.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$folder"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$here/package-lock.json" "$folder/installed-lock.json"
fi
if [ -f "$folder/protoc" ]; then
    chmod +x "$folder/protoc"
fi
