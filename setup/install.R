# Rscript setup/install.R PACKAGE [VERSION]: from CRAN, or that version from CRAN's archive, into the project library.
# The repository is the one that this R is set to; where it is set to none, R's own first choice.
arguments <- commandArgs(TRUE)
package <- arguments[1]
version <- arguments[2]

folder <- file.path(getwd(), ".r-library", paste0("R-", getRversion()[, 1:2]))
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
.libPaths(c(folder, .libPaths()))
if ("@CRAN@" %in% getOption("repos")) chooseCRANmirror(ind = 1, local.only = TRUE)

installed <- function() nzchar(system.file(package = package))
install.packages(package, lib = folder, dependencies = FALSE)
if (!installed() && !is.na(version)) {
  remotes::install_version(package, version, dependencies = FALSE, upgrade = "never")
}
quit(status = if (installed()) 0 else 1)
