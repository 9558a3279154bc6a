# What this R is made of, and what it was sent, as it arrived. Packages are looked up, not loaded; those that are missing
# are left out.
describe <- function(packages, echo = NULL) {
  versions <- list()
  for (package in packages) {
    place <- find.package(package, quiet = TRUE)
    if (length(place)) versions[[package]] <- unname(read.dcf(file.path(place[1L], "DESCRIPTION"), "Version")[1L, 1L])
  }
  categories <- c("LC_COLLATE", "LC_CTYPE", "LC_MESSAGES")
  list(
    r = paste(R.version$major, R.version$minor, sep = "."),
    r_version_string = R.version.string,
    platform = R.version$platform,
    blas = extSoftVersion()[["BLAS"]],
    lapack = La_version(),
    locale = c(vapply(categories, Sys.getlocale, ""), TZ = Sys.timezone()),
    packages = structure(versions, names = as.character(names(versions))),
    echo = echo
  )
}
