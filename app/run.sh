#!/usr/bin/env bash
# Installs what is missing, builds the map and opens it. Arguments go on to the program.
# Without a display it says so and writes a snapshot of the map instead.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

bash "$root/third_party/install.sh"
{
    # --preset reads the presets of the current folder; a subshell leaves the caller's folder alone.
    (cd "$root" && cmake --preset release)
    cmake --build "$root/build" --target bordermap
} >&2

program=$root/build/bordermap
if [ $# -gt 0 ] && [[ $1 != -* ]]; then
    exec "$program" "$@" # a subcommand needs no window
fi
if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" "$@"
fi
for argument in "$@"; do
    case $argument in
    -h | --help* | --version) exec "$program" "$@" ;;
    esac
done

echo "run.sh: no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window; writing a snapshot instead" >&2
output=$root/build/bordermap.png
"$program" snapshot -o "$output" "$@"
echo "run.sh: the map is in $output" >&2
