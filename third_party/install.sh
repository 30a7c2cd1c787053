#!/usr/bin/env bash
# Installs the Debian packages of packages.txt that are missing, and says nothing when none is.
# Asks no question. Needs root or sudo only when something is missing.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "install.sh: this is not Debian (no dpkg or apt-get); install what third_party/packages.txt names by hand" >&2
    exit 1
fi

mapfile -t wanted < <(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$here/packages.txt")

# One query for all: asking dpkg forty times takes a second. It exits 1 when it does not know a name.
installed=$(dpkg-query -W -f '${db:Status-Abbrev}\t${Package}\n' "${wanted[@]}" 2>/dev/null || true)
missing=()
for package in "${wanted[@]}"; do
    if ! grep -qE "^[a-z]i "$'\t'"${package//+/\\+}\$" <<<"$installed"; then
        missing+=("$package")
    fi
done
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
        as_root=(sudo)
    else
        echo "install.sh: missing packages, and neither root nor sudo to install them. Have an administrator run:" >&2
        echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
fi

apt() {
    # env, because sudo drops the environment. The wait is for an unattended upgrade that holds the lock.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -q -y "$@"
}
install_missing() {
    apt install --no-install-recommends "${missing[@]}"
}

echo "install.sh: installing ${missing[*]}" >&2
updated=no
if ! apt-get -q -s --no-install-recommends install "${missing[@]}" >/dev/null 2>&1; then
    # A bare image has no package lists, an old one has lists that do not fit together any more.
    apt update >&2
    updated=yes
fi
if ! install_missing >&2; then
    if [ "$updated" = yes ]; then
        echo "install.sh: apt-get could not install ${missing[*]} (its message is above)" >&2
        exit 1
    fi
    apt update >&2 # lists that name versions the mirror no longer has
    install_missing >&2 || {
        echo "install.sh: apt-get could not install ${missing[*]} (its message is above)" >&2
        exit 1
    }
fi
