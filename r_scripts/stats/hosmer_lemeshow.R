# Hosmer-Lemeshow by its sums: groups between stats::quantile of type 7, upper tail by stats::pchisq
hosmer_lemeshow <- function(outcome, risk, groups) {
  limits <- unique(stats::quantile(risk, probs = seq(0, 1, 1 / groups), names = FALSE, type = 7))
  if (length(limits) < 2) stop("all risks are equal")
  within <- base::findInterval(risk, limits, rightmost.closed = TRUE, left.open = TRUE)
  count <- function(of) tabulate(within[of], length(limits) - 1)
  total <- function(of) vapply(seq_len(length(limits) - 1), function(k) sum(of[within == k]), 0)
  sizes <- count(TRUE)
  events <- count(outcome == 1)
  expected <- total(risk)
  without <- total(1 - risk)
  df <- sum(sizes > 0) - 2
  if (df < 0) stop("fewer than 2 groups have patients")
  statistic <- sum((events - expected)^2 / expected + (sizes - events - without)^2 / without)
  list(
    statistic = statistic, df = df, p = stats::pchisq(statistic, df, lower.tail = FALSE),
    breaks = limits, sizes = sizes, observed_events = events, expected_events = expected
  )
}
