# Bootstrap test of the areas of two scores of the same patients, controls and cases resampled each by themselves: pROC::roc.test
area_difference_paired <- function(outcome, risk, score, direction, resamples, seed) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  other <- pROC::roc(outcome, score, levels = c(0, 1), direction = direction, quiet = TRUE)
  set.seed(seed)
  test <- pROC::roc.test(curve, other, method = "bootstrap", paired = TRUE, boot.n = resamples)
  list(
    first = as.numeric(curve$auc), second = as.numeric(other$auc),
    difference = as.numeric(curve$auc) - as.numeric(other$auc),
    stratified = list(statistic = as.numeric(test$statistic), p_value = test$p.value)
  )
}
