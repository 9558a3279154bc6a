# Chi-square of a fourfold table with Yates's correction: stats::chisq.test
yates_test <- function(outcome, categories) {
  test <- stats::chisq.test(table(droplevels(categories), outcome), correct = TRUE)
  list(statistic = test$statistic[["X-squared"]], p = test$p.value)
}
