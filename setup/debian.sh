# Debian's packages: R, Python, and every dependency that would otherwise have to be compiled.

listed() { sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$1"; }

# Of the package names given, those that are not installed.
not_installed() {
    { dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } \
        | sed -n 's/^installed //p' | sort -u | comm -13 - <(printf '%s\n' "$@" | sort -u)
}

apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=1 -o DPkg::Lock::Timeout=120 "$@"; }

# Of the package names given, those that apt can install.
obtainable() { { apt-cache show --no-all-versions "$@" 2>/dev/null || true; } | sed -n 's/^Package: //p' | sort -u; }

missing_from_debian=()  # names of Debian packages that are not here

provide_debian_packages() {
    local -a wanted names as_root=()
    local command
    mapfile -t wanted < <(listed setup/debian-packages.txt)
    if ! command -v apt-get >/dev/null; then
        say "no apt-get here: R and Python are taken as they are (see setup/debian-packages.txt for what is used)"
        return
    fi
    mapfile -t missing_from_debian < <(not_installed "${wanted[@]}")
    ((${#missing_from_debian[@]})) || return 0
    command="apt-get install --no-install-recommends ${missing_from_debian[*]}"
    if ((EUID)); then
        if ! sudo -n true 2>/dev/null; then
            absent "${#missing_from_debian[@]} Debian packages, and no right to install them" "sudo $command"
            return
        fi
        as_root=(sudo -n)
    fi
    if ! failed_before debian "${missing_from_debian[*]}"; then
        step "Debian: reading the package lists (seconds)" apt -o APT::Update::Error-Mode=any update || true
        mapfile -t names < <(obtainable "${missing_from_debian[@]}")
        if ((${#names[@]})); then
            step "Debian: installing packages, ${#names[@]} and what they need (2 to 5 minutes for all of R and Python)" \
                apt install -y --no-install-recommends "${names[@]}" || true
            mapfile -t missing_from_debian < <(not_installed "${wanted[@]}")
        fi
        ((${#missing_from_debian[@]})) || return 0
        remember_failure debian "${missing_from_debian[*]}"
    fi
    absent "${#missing_from_debian[@]} Debian packages, which apt could not bring" \
        "apt-get update, then apt-get install --no-install-recommends ${missing_from_debian[*]}; or make setup RETRY=1"
}
