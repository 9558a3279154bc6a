# Hosmer-Lemeshow test in groups between quantiles, of equal size by rank, and of equal width: sort, cut, rank, rowsum
hosmer_lemeshow_groupings <- function(outcome, risk, groups) {
  if (min(risk) == max(risk)) stop("all risks are equal")
  n <- length(risk)
  if (groups > n) stop("more groups than patients")
  tested <- function(group) {
    observed <- rowsum(cbind(1 - outcome, outcome), group)
    expected <- rowsum(cbind(1 - risk, risk), group)
    statistic <- sum((observed - expected)^2 / expected)
    filled <- nrow(observed)
    list(
      statistic = statistic, groups = filled,
      p = if (filled > 2) pchisq(statistic, filled - 2, lower.tail = FALSE) else NaN,
      p_validation = pchisq(statistic, filled, lower.tail = FALSE),
      sizes = as.integer(rowSums(observed)), observed_events = as.integer(observed[, 2]),
      expected_events = as.vector(expected[, 2])
    )
  }
  ordered <- sort(risk)
  between <- function(rank, part) {
    low <- ordered[pmin(pmax(rank, 1), n)]
    high <- ordered[pmin(pmax(rank + 1, 1), n)]
    as.integer(cut(risk, unique(c(-Inf, ifelse(low == high, low, (1 - part) * low + part * high), Inf))))
  }
  shares <- seq_len(groups - 1)
  ranks <- rank(risk, ties.method = "first")
  widths <- min(risk) + shares * ((max(risk) - min(risk)) / groups)
  list(
    quantiles_type_6 = tested(between((shares * (n + 1)) %/% groups, (shares * (n + 1)) %% groups / groups)),
    quantiles_type_2 = tested(between((shares * n) %/% groups, ifelse((shares * n) %% groups > 0, 1, 0.5))),
    ranks = tested(ceiling(ranks * groups / n)),
    ntile = tested(rep(seq_len(groups), n %/% groups + (seq_len(groups) <= n %% groups))[ranks]),
    equal_width = tested(as.integer(cut(risk, c(-Inf, widths, Inf)))),
    fixed_tenths = tested(as.integer(cut(risk, c(-Inf, shares / groups, Inf))))
  )
}
