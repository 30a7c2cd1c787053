#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test. Arguments go on to ctest (-R REGEX, -L LABEL, ...).
# Window tests start an X server of their own (tests/gui/with_xvfb.sh). BORDERMAP_PRESET=debug runs under the sanitizers.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
preset=${BORDERMAP_PRESET:-ci}

bash "$root/third_party/install.sh"
cd "$root"
cmake --preset "$preset"
cmake --build --preset "$preset"

# The tests must find the same machine everywhere: no display of the caller's, no graphics card.
unset DISPLAY WAYLAND_DISPLAY
export LIBGL_ALWAYS_SOFTWARE=1
ctest --preset "$preset" -j "${BORDERMAP_TEST_JOBS:-2}" --output-on-failure --no-tests=error "$@"
