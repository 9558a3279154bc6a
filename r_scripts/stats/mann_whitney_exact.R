# Mann and Whitney's exact test: stats::wilcox.test, which with ties counts from R 4.6 on and approximates before
mann_whitney_exact <- function(outcome, values) {
  test <- stats::wilcox.test(values[outcome == 1], values[outcome == 0], exact = TRUE)
  list(w = test$statistic[["W"]], p = test$p.value)
}
