#!/bin/sh
# Runs a command beside a PostgreSQL server of its own, which is thrown away afterwards: tools/with_postgres.sh COMMAND...
# DATABASE_URL leads the command to it. Needs the server's programs (Debian: postgresql).
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then
    bin=$(dirname "$(command -v initdb || echo /)")
fi
[ -x "$bin/initdb" ] || { echo "PostgreSQL's server is not installed here (on Debian: apt install postgresql)." >&2; exit 3; }

work=$(mktemp -d)
as_user=
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$work"
    as_user="runuser -u postgres --"
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
stop() {
    (cd / && $as_user "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1) || true
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM
(
    cd /
    $as_user "$bin/initdb" -D "$work/data" -U toepas --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    $as_user "$bin/pg_ctl" -D "$work/data" -w -l "$work/data/log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work -c max_connections=200" start >/dev/null
    "$bin/createdb" -h 127.0.0.1 -p "$port" -U toepas toepas
)
DATABASE_URL="postgres://toepas@127.0.0.1:$port/toepas" "$@"
