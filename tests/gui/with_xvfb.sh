#!/usr/bin/env bash
# Runs a command under an X server of its own and ends the server with it.
#
#   with_xvfb.sh [--size WIDTHxHEIGHT] COMMAND [ARGUMENT...]
#
# The server picks a free display, so any number of these run side by side. DISPLAY is set for the command, WAYLAND_DISPLAY
# unset. Default size 1920x1080. Exit status: that of the command; 125 when the server does not start.
set -u

size=1920x1080
if [ "${1:-}" = --size ]; then
    size=${2:?with_xvfb.sh: --size needs WIDTHxHEIGHT}
    shift 2
fi
if [ $# -eq 0 ]; then
    echo "usage: with_xvfb.sh [--size WIDTHxHEIGHT] COMMAND [ARGUMENT...]" >&2
    exit 125
fi
if ! command -v Xvfb >/dev/null; then
    echo "with_xvfb.sh: Xvfb is missing; run third_party/install.sh (package xvfb)" >&2
    exit 125
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/bordermap-xvfb.XXXXXX") || exit 125
server=
child=
finish() {
    trap - EXIT
    [ -n "$child" ] && kill "$child" 2>/dev/null
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null
        wait "$server" 2>/dev/null
    fi
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# pdeathsig: were this script killed outright, by a test's time limit say, the kernel still ends the server and the command.
mkfifo "$work/display"
setpriv --pdeathsig TERM \
    Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset 3>"$work/display" >"$work/log" 2>&1 </dev/null &
server=$!
display=
# Opening the pipe for reading and writing cannot block, even when the server dies before it opens its end.
exec 4<>"$work/display"
for _ in $(seq 60); do
    if read -r -t 0.5 -u 4 display && [ -n "$display" ]; then
        break
    fi
    kill -0 "$server" 2>/dev/null || break
done
exec 4>&-
if [ -z "$display" ]; then
    echo "with_xvfb.sh: Xvfb did not start:" >&2
    cat "$work/log" >&2
    exit 125
fi

unset WAYLAND_DISPLAY
DISPLAY=":$display" setpriv --pdeathsig TERM "$@" <&0 &
child=$!
wait "$child"
status=$?
child=
exit "$status"
