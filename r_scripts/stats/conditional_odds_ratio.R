# The conditional odds ratio of a fourfold table and its exact interval: stats::uniroot for the logarithm, stats::dhyper
conditional_odds_ratio <- function(outcome, categories, level) {
  counts <- table(droplevels(categories), outcome)
  row <- sum(counts[2, ])
  other <- sum(counts[1, ])
  column <- sum(counts[, "1"])
  observed <- counts[2, "1"]
  support <- max(0, column - other):min(row, column)
  logs <- stats::dhyper(support, row, other, column, log = TRUE)
  given <- function(log_odds) {
    weights <- logs + log_odds * (support - observed)
    weights <- exp(weights - max(weights))
    weights / sum(weights)
  }
  root <- function(rising) {
    exp(stats::uniroot(rising, c(-1, 1), extendInt = "upX", tol = 1e-15, maxiter = 10000)$root)
  }
  tail <- log((1 - level) / 2)
  first <- observed == min(support)
  last <- observed == max(support)
  estimate <- if (first && last) NaN else if (first) 0 else if (last) Inf else
    root(function(log_odds) sum(given(log_odds) * (support - observed)))
  low <- if (first) 0 else root(function(log_odds) log(sum(given(log_odds)[support >= observed])) - tail)
  high <- if (last) Inf else root(function(log_odds) tail - log(sum(given(log_odds)[support <= observed])))
  list(odds_ratio = estimate, interval = list(low = low, high = high))
}
