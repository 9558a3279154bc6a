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
