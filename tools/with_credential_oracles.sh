#!/bin/sh
# Runs a command beside other programs that verify credentials: tools/with_credential_oracles.sh COMMAND..., for instance
# tools/with_credential_oracles.sh ./toepas test tests/library/academy. The first time it installs what
# tests/library/academy/node/package-lock.json names into .node-oracles beside .venv (TOEPAS_TEST_NODE names another folder): 50 MB.
# Only packages whose hashes the lock holds are installed, and none of their scripts runs. Needs Node 20 or newer with npm (Debian: nodejs, npm).
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
from=$root/tests/library/academy/node
folder=${TOEPAS_TEST_NODE:-$root/.node-oracles}

[ $# -gt 0 ] || { echo "Usage: tools/with_credential_oracles.sh COMMAND..." >&2; exit 2; }
command -v npm >/dev/null || { echo "Node and npm are not installed here (on Debian: apt install nodejs npm)." >&2; exit 3; }

if ! cmp -s "$from/package-lock.json" "$folder/ready"; then # an interrupted set-up leaves no stamp and begins anew
    echo "Setting up the other programs in $folder (once)." >&2
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$from/package.json" "$from/package-lock.json" "$folder/"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent) >&2
    cp "$from/package-lock.json" "$folder/ready"
fi
TOEPAS_TEST_NODE=$folder "$@"
