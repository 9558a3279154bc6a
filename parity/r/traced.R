# What a function draws by sample.int and runif: behind each set.seed, in turn, each call with from how many, how many,
# the first five, a hash of all, and where in its block of 624 the Mersenne Twister then stands
traced <- function(call) {
  drawn <- list()
  note <- function(call, n, values) {
    if (!length(drawn)) return()
    file <- tempfile()
    on.exit(unlink(file))
    writeBin(as.double(values), file, endian = "little")
    drawn[[length(drawn)]][[length(drawn[[length(drawn)]]) + 1]] <<- list(
      call = call, n = as.double(n), size = length(values), first = as.double(utils::head(values, 5)),
      md5 = unname(tools::md5sum(file)), mti = get(".Random.seed", globalenv())[2]
    )
  }
  begin <- function() drawn[[length(drawn) + 1]] <<- list()
  watch <- function(what, where, tracer) {
    suppressMessages(trace(what, exit = tracer, where = where, print = FALSE))
  }
  leave <- function(what, where) suppressMessages(untrace(what, where = where))
  watch("sample.int", baseenv(), bquote((.(note))("sample.int", n, returnValue())))
  on.exit(leave("sample.int", baseenv()))
  watch("set.seed", baseenv(), bquote((.(begin))()))
  on.exit(leave("set.seed", baseenv()), add = TRUE)
  if ("Hmisc" %in% loadedNamespaces()) {
    at <- parent.env(asNamespace("Hmisc")) # scat1d is the only one that calls runif, which Hmisc has imported
    watch("runif", at, bquote((.(note))("runif", NA, returnValue())))
    on.exit(leave("runif", at), add = TRUE)
  }
  call()
  list(drawn = drawn)
}
