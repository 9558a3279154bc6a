# The values of a call after a seed, and .Random.seed behind it; or from a .Random.seed that is given
draws <- function(call, seed, kinds) {
  before <- RNGkind()
  on.exit(suppressWarnings(RNGkind(before[1], before[2], before[3])))
  suppressWarnings(RNGkind(kinds[1], kinds[2], kinds[3]))
  set.seed(seed)
  values <- eval(parse(text = call))
  list(values = as.double(values), random_seed = get(".Random.seed", globalenv()))
}

draws_on <- function(call, random_seed) {
  assign(".Random.seed", as.integer(random_seed), globalenv())
  values <- eval(parse(text = call))
  list(values = as.double(values), random_seed = get(".Random.seed", globalenv()))
}

# What an R function drew by sample.int: from how many, how many, and where the stream stood
traced <- function(call, seed) {
  drawn <- list()
  note <- function(n, values) {
    drawn[[length(drawn) + 1]] <<- list(n = n, values = as.double(values), mti = get(".Random.seed", globalenv())[2])
  }
  suppressMessages(trace("sample.int", exit = bquote((.(note))(n, returnValue())), where = baseenv(), print = FALSE))
  on.exit(suppressMessages(untrace("sample.int", where = baseenv())))
  set.seed(seed)
  eval(parse(text = call))
  list(
    n = vapply(drawn, function(one) one$n, 0), mti = vapply(drawn, function(one) one$mti, 0L),
    values = lapply(drawn, function(one) one$values)
  )
}
