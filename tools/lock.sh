#!/bin/sh
# Writes requirements.lock, requirements-dev.lock and requirements-spark.lock anew from pyproject.toml, for every platform and Python >= 3.11.
# Usage: tools/lock.sh [--upgrade]      without --upgrade, pins that still satisfy pyproject.toml stay as they are.
# The locks hold names, versions and hashes only: where packages come from is the business of the machine that installs.
set -eu
cd "$(dirname -- "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet 'uv>=0.5'

lock() { # lock NAME [uv arguments]: the pins so far are the starting point, the new file replaces the old in one move
    name=$1
    shift
    if [ -f "$name" ]; then cp "$name" "$work/$name"; fi
    "$work/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links --output-file "$work/$name" "$@" pyproject.toml >/dev/null
    { echo "# Written by tools/lock.sh from pyproject.toml; do not edit by hand."; cat "$work/$name"; } >"$work/$name.new"
    mv "$work/$name.new" "$name"
    echo "$name: $(grep -c '==' "$name") packages"
}

launcher="--extra ask --extra catalogue --extra web --extra observatory --extra assurance --extra academy --extra mcp"  # every extra but the very heavy ones
# shellcheck disable=SC2086 - words on purpose
{
    lock requirements.lock $launcher "$@"
    lock requirements-dev.lock $launcher --group dev --constraint requirements.lock "$@"
    lock requirements-spark.lock --extra spark --constraint requirements-dev.lock "$@"
}
