# What a call may leave behind, and how to see it.
leave <- function() {
  options(digits = 3, OutDec = ",", parity.trace = TRUE)
  set.seed(1, kind = "Wichmann-Hill", sample.kind = "Rounding")
  assign("trace", 1, envir = globalenv())
  assign("c", function(...) "not c", envir = globalenv())
  setwd("/")
  Sys.setenv(PARITY_TRACE = "1", TZ = "Asia/Shanghai")
  Sys.setlocale("LC_COLLATE", "C.UTF-8")
  library(splines)  # loaded before the call, as is every package that a script names by ::, as in splines::bs
  attach(list(attached = 1))
  file.create(file.path(tempdir(), "kept"))
  connection <- file(tempfile(), "w")
  sink(connection)
  grDevices::pdf(NULL)
  setTimeLimit(elapsed = 1000)
  list(left = TRUE)
}

look <- function() {
  list(
    digits = getOption("digits"), decimal = getOption("OutDec"), own = is.null(getOption("parity.trace")),
    seed = exists(".Random.seed", globalenv()), generator = RNGkind(), objects = ls(globalenv()),
    directory_is_empty = length(list.files(".")) == 0L, directory = dirname(getwd()) == normalizePath(tempdir()),
    variable = Sys.getenv("PARITY_TRACE"), zone = Sys.getenv("TZ"), collation = Sys.getlocale("LC_COLLATE"),
    search = search(), connections = length(getAllConnections()), sinks = sink.number(),
    devices = length(grDevices::dev.list())
  )
}
