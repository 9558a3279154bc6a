# The virtual environment: on Debian's Python packages where they are, on PyPI's where not.

# What parity needs and what it uses where it is there are named in pyproject.toml, and nowhere else.

# named PYTHON needed|optional: module names, which but for two are those of the packages
named() {
    "$1" -I - "$2" <<'END'
import re, sys, tomllib
with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)["project"]
extras = [name for group in project["optional-dependencies"].values() for name in group]
wanted = project["dependencies"] if sys.argv[1] == "needed" else extras
packages = dict.fromkeys(re.match(r"[A-Za-z0-9_]+", requirement)[0] for requirement in wanted)
print(*({"pycairo": "cairo", "PyGObject": "gi"}.get(package, package) for package in packages))
END
}

# lacking PYTHON MODULE...: those of the modules that this Python does not find
lacking() { "$1" -I -c 'import importlib.util as u, sys; print(*(m for m in sys.argv[1:] if not u.find_spec(m)))' "${@:2}"; }

find_python() {
    local python
    for python in /usr/bin/python3 python3; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$python"; return; fi
    done
    return 1
}

# A .venv that somebody made by hand, without our key, is used as it is.
environment_serves() {
    [[ ! -e .venv/setup-key || "$(cat .venv/setup-key)" == "$1" ]] \
        && [[ -x .venv/bin/python && -z "$(lacking .venv/bin/python parity "${needed[@]}" 2>&1)" ]]
}

debian_serves() { [[ -z "$(lacking "$1" "${needed[@]}" ensurepip setuptools wheel 2>&1)" ]]; }

# Needs no registry: nothing is downloaded, whatever pip is configured to.
build_on_debian() {
    step "Python: .venv on Debian's packages (10 seconds)" "$1" -m venv --clear --system-site-packages .venv \
        && step "Python: installing parity into it (5 seconds)" .venv/bin/python -m pip --isolated install \
            --no-index --no-build-isolation --no-deps --disable-pip-version-check -e .
}

build_from_pypi() {
    local pip=(env PIP_RETRIES=1 PIP_DEFAULT_TIMEOUT=15 .venv/bin/python -m pip install) rpy2=(-e '.[r]')
    step "Python: an empty .venv (5 seconds)" "$1" -m venv --clear .venv || return 1
    step "Python: installing parity and what it needs (1 minute)" "${pip[@]}" -e '.[statsmodels,figures,test]' || return 1
    command -v R >/dev/null || return 0
    # from 3.6.6 on rpy2-rinterface needs R 4.5
    if [[ "$(R --version)" =~ ^R\ version\ 4\.[0-4]\. ]]; then rpy2+=('rpy2-rinterface<3.6.6'); fi
    step "Python: rpy2 for this R (1 minute)" "${pip[@]}" "${rpy2[@]}" || true
}

provide_python() {
    local python key absentees
    local -a needed optional
    if ! python=$(find_python); then
        absent "Python 3.11 or later" "sudo apt-get install --no-install-recommends python3-venv"
        return 1
    fi
    read -ra needed < <(named "$python" needed)
    read -ra optional < <(named "$python" optional)
    key=$("$python" -VV; pwd; cat pyproject.toml setup.py | sha256sum)
    if ! environment_serves "$key"; then
        if debian_serves "$python"; then
            build_on_debian "$python" || return 1
        else
            say "Debian's Python packages are not all here: trying PyPI"
            if ! build_from_pypi "$python"; then
                absent "Python's packages, neither Debian's nor PyPI's; parity cannot run without them" \
                    "sudo apt-get install --no-install-recommends $(listed setup/debian-packages.txt | grep '^python3-' | xargs)"
                return 1
            fi
        fi
        printf '%s\n' "$key" >.venv/setup-key
    fi
    absentees=$(lacking .venv/bin/python "${optional[@]}")
    [[ -z $absentees ]] || absent "of Python: $absentees; what uses them is left out" \
        "sudo apt-get install --no-install-recommends python3-${absentees// / python3-}"
}
