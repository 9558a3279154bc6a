# What a function of a script draws by sample.int and runif: behind each set.seed, in turn, from how many, how many, the
# first five, a hash of all, and where the stream then stands
traced <- function(script, name, arguments, packages) {
  for (package in packages) loadNamespace(package) # some draw as they are loaded, and put the stream back
  drawn <- list()
  note <- function(call, n, values) {
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
  if (requireNamespace("Hmisc", quietly = TRUE)) {
    at <- parent.env(asNamespace("Hmisc")) # scat1d is the only one that calls runif, which Hmisc has imported
    watch("runif", at, bquote((.(note))("runif", NA, returnValue())))
    on.exit(leave("runif", at), add = TRUE)
  }
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off(), add = TRUE)
  source(script, local = TRUE)
  stopped <- tryCatch({
    do.call(get(name), arguments)
    ""
  }, error = conditionMessage)
  list(stopped = stopped, drawn = drawn)
}
