# Pearson's chi-square with a p value from tables of the same margins: stats::chisq.test
chi_square_simulated <- function(outcome, categories, resamples, seed) {
  counts <- table(droplevels(categories), outcome)
  set.seed(seed)
  test <- stats::chisq.test(counts, simulate.p.value = TRUE, B = resamples)
  list(statistic = test$statistic[["X-squared"]], p = test$p.value)
}
