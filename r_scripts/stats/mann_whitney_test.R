# Mann and Whitney's test by the normal approximation: stats::wilcox.test, with and without the correction for continuity
mann_whitney_test <- function(outcome, values) {
  event <- values[outcome == 1]
  none <- values[outcome == 0]
  plain <- stats::wilcox.test(event, none, exact = FALSE, correct = FALSE)
  corrected <- stats::wilcox.test(event, none, exact = FALSE, correct = TRUE)
  m <- as.numeric(length(event))
  n <- as.numeric(length(none))
  ties <- as.numeric(rle(sort(values))$lengths)
  variance <- m * n / 12 * (m + n + 1 - sum(ties^3 - ties) / ((m + n) * (m + n - 1)))
  z <- (plain$statistic[["W"]] - m * n / 2) / sqrt(variance)
  list(w = plain$statistic[["W"]], z = z, p = plain$p.value, p_corrected = corrected$p.value)
}
