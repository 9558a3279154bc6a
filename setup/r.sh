# R's packages: Debian's are there already; the others come from CRAN into .r-library/R-<major.minor>.

# R itself replaces %v by its version and %U by the person's own library.
export R_LIBS_USER=$here/.r-library/R-%v:${R_LIBS_USER:-%U}

# Of the packages given, those that R does not find when started as parity starts it.
lacking_in_r() { Rscript --vanilla -e 'for (p in commandArgs(TRUE)) if (!nzchar(system.file(package = p))) cat(p, "")' "$@"; }

provide_r_packages() {
    local r lacking package version packages from_cran
    # who is asked is named by the folders of what they are asked, and nowhere else
    mapfile -t packages < <(cd r_scripts && printf '%s\n' */ | tr -d /)
    from_cran=" $(listed setup/cran-packages.txt | cut -d ' ' -f 1 | xargs) "
    if ! command -v Rscript >/dev/null || ! r=$(R --version | sed -n 1p) \
        || ! lacking=$(lacking_in_r "${packages[@]}"); then
        absent "R, or it is not on PATH; recorded answers serve" \
            "sudo apt-get install --no-install-recommends $(listed setup/debian-packages.txt | grep '^r-' | xargs)"
        return
    fi
    for package in "${packages[@]}"; do
        [[ $from_cran == *" $package "* || " $lacking" != *" $package "* ]] || absent "R package $package; recorded answers serve" "sudo apt-get install r-cran-${package,,}"
    done
    while read -r package version <&3; do
        [[ " $lacking" != *" $package "* ]] || provide_from_cran "$package" "$version" "$r"
    done 3< <(listed setup/cran-packages.txt)
}

# provide_from_cran PACKAGE VERSION-OR-EMPTY R
provide_from_cran() {
    local package=$1 version=$2 circumstances="$3, without: ${missing_from_debian[*]}"
    if ! failed_before "$package" "$circumstances"; then
        if step "R: $package from CRAN (10 to 25 seconds, given up after 90)" timeout 90 Rscript setup/install.R "$package" ${version:+"$version"}; then return; fi
        remember_failure "$package" "$circumstances"
    fi
    absent "R package $package; recorded answers serve" "make setup RETRY=1, where CRAN${version:+ and its archive} can be reached"
}
