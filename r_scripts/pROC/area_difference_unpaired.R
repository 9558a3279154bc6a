# Bootstrap test of the areas of two groups of patients, controls and cases resampled each by themselves: pROC::roc.test
area_difference_unpaired <- function(outcome, risk, outcome_of_others, risk_of_others, resamples, seed) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  other <- pROC::roc(outcome_of_others, risk_of_others, levels = c(0, 1), direction = "<", quiet = TRUE)
  set.seed(seed)
  test <- pROC::roc.test(curve, other, method = "bootstrap", paired = FALSE, boot.n = resamples)
  list(
    first = as.numeric(curve$auc), second = as.numeric(other$auc),
    difference = as.numeric(curve$auc) - as.numeric(other$auc),
    stratified = list(statistic = as.numeric(test$statistic), p_value = test$p.value)
  )
}
