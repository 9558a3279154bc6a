# Pearson's chi-square by stats::chisq.test, the likelihood ratio by stats::loglin of independence
chi_square_test <- function(outcome, categories) {
  counts <- table(droplevels(categories), outcome)
  pearson <- stats::chisq.test(counts, correct = FALSE)
  ratio <- stats::loglin(counts, list(1, 2), print = FALSE)
  list(
    df = pearson$parameter[["df"]],
    least_expected = min(pearson$expected),
    pearson = list(statistic = pearson$statistic[["X-squared"]], p = pearson$p.value),
    likelihood_ratio = list(statistic = ratio$lrt, p = stats::pchisq(ratio$lrt, ratio$df, lower.tail = FALSE))
  )
}
