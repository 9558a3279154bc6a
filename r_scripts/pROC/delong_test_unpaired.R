# DeLong's test of the areas of two groups of patients: pROC::roc.test
delong_test_unpaired <- function(outcome, risk, outcome_of_others, risk_of_others, level) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  other <- pROC::roc(outcome_of_others, risk_of_others, levels = c(0, 1), direction = "<", quiet = TRUE)
  test <- pROC::roc.test(curve, other, method = "delong", paired = FALSE)
  list(
    first = as.numeric(curve$auc), second = as.numeric(other$auc),
    difference = as.numeric(curve$auc) - as.numeric(other$auc),
    statistic = as.numeric(test$statistic), df = as.numeric(test$parameter), p_value = test$p.value
  )
}
