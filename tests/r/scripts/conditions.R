# What R says beside a value.
all_kinds <- function() {
  cat("printed\nhalf a line")
  warning("careful: \u00e9\u5e74")
  message("by the way")
  print(1:3)
  warning("careful again")
  list(value = 1)
}

error_after_warning <- function() {
  warning("it begins")
  stop("it ends")
}

package_is_missing <- function() noSuchPackage::fit(1)
warning_from_r <- function() list(value = as.numeric("one"))
error_of_r <- function() log(-1, "base")
noise <- function() {
  system("echo noise; echo noise >&2")
  cat("to stderr\n", file = stderr())
  list(value = 1)
}
asks_the_user <- function() list(answer = readline("your choice? "), interactive = interactive())
closes_every_connection <- function() {
  closeAllConnections()
  list(value = 1)
}

draws <- function(stop) {
  sample(3) # before any seed: nothing to be held against
  set.seed(123)
  drawn <- sample.int(10, 3, replace = TRUE)
  sample(4, 8, replace = TRUE)
  if (stop) stop("no further", call. = FALSE)
  set.seed(123)
  sample(10, 3, replace = TRUE)
  list(drawn = drawn, traced = methods::is(base::sample.int, "traceable") || methods::is(base::set.seed, "traceable"))
}

drawn_page <- function() {
  set.seed(1)
  plot(sample(5))
}
