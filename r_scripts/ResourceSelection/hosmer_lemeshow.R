# Hosmer-Lemeshow test, groups between type 7 quantiles of the risk: ResourceSelection::hoslem.test
hosmer_lemeshow <- function(outcome, risk, groups) {
  test <- ResourceSelection::hoslem.test(outcome, risk, g = groups)
  list(
    statistic = unname(test$statistic),
    df = unname(test$parameter),
    p = unname(test$p.value),
    sizes = as.vector(rowSums(test$observed)),
    observed_events = as.vector(test$observed[, "y1"]),
    expected_events = as.vector(test$expected[, "yhat1"])
  )
}
