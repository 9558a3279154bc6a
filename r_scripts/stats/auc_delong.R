# Area by the Mann-Whitney statistic of stats::wilcox.test; DeLong's variance by stats::var of placements from ranks
auc_delong <- function(outcome, risk, level) {
  cases <- risk[outcome == 1]
  controls <- risk[outcome == 0]
  m <- as.numeric(length(cases))
  n <- as.numeric(length(controls))
  area <- stats::wilcox.test(cases, controls, exact = FALSE)$statistic[["W"]] / (m * n)
  ranks <- rank(c(cases, controls))
  below_case <- (ranks[seq_len(m)] - rank(cases)) / n
  below_control <- (ranks[m + seq_len(n)] - rank(controls)) / m
  variance <- stats::var(below_case) / m + stats::var(below_control) / n
  reach <- stats::qnorm(1 - (1 - level) / 2) * sqrt(variance)
  list(
    auc = area,
    variance = variance,
    interval = list(low = max(area - reach, 0), high = min(area + reach, 1))
  )
}
