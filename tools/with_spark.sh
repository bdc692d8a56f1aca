#!/bin/sh
# Runs a command that can use Spark: tools/with_spark.sh COMMAND..., for instance tools/with_spark.sh ./toepas observatory simulate ...
# The first time it makes .venv-spark beside .venv (TOEPAS_SPARK_VENV names another folder) and installs what requirements-spark.lock
# names and .venv lacks: about 430 MB to fetch, 480 MB on the disk. Only files whose hashes the lock holds are installed (pyspark
# comes as source; pip packs it with the setuptools that it fetches for that and throws away).
# Needs .venv (./toepas makes it) and Java 17 or newer (Debian: openjdk-17-jre-headless).
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
base=$root/.venv/bin/python
venv=${TOEPAS_SPARK_VENV:-$root/.venv-spark}
lock=$root/requirements-spark.lock

[ $# -gt 0 ] || { echo "Usage: tools/with_spark.sh COMMAND..." >&2; exit 2; }
[ -x "$base" ] || { echo "Toepas is not set up yet: start ./toepas once, then this again." >&2; exit 3; }
command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java" >/dev/null || {
    echo "Spark needs Java 17 or newer, and there is none here (on Debian: apt install openjdk-17-jre-headless)." >&2
    exit 3
}

packages() { "$1" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

set_up() { # what is in .venv counts as installed; an interrupted set-up leaves no stamp and begins anew
    echo "Setting up Spark in $venv (once; about 430 MB to fetch)." >&2
    rm -rf "$venv"
    "$base" -m venv "$venv"
    packages "$base" >"$(packages "$venv/bin/python")/toepas-beside.pth"
    env -u PYTHONPATH -u PIP_TARGET -u PIP_PREFIX -u PIP_USER "$venv/bin/python" -m pip install --quiet --no-input \
        --disable-pip-version-check --require-hashes --no-deps -r "$lock" >&2
    cp "$lock" "$venv/ready"
}

if ! cmp -s "$lock" "$venv/ready" || [ ! -x "$venv/bin/python" ]; then set_up; fi
site=$(packages "$venv/bin/python")
PYTHONPATH="$site${PYTHONPATH:+:$PYTHONPATH}" SPARK_HOME="$site/pyspark" SPARK_LOCAL_IP=127.0.0.1 "$@"
