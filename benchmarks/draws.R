# CPU seconds of the resamples of a bootstrap, drawn in turn from strata
draws <- function(sizes, count, seed, runs) {
  once <- function() {
    set.seed(seed)
    for (replicate in seq_len(count)) for (n in sizes) sample.int(n, replace = TRUE)
  }
  once()
  list(seconds = vapply(seq_len(runs), function(run) sum(system.time(once())[1:2]), 0))
}
