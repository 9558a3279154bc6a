# DeLong's test of the areas of two scores of the same patients: pROC::roc.test
delong_test_paired <- function(outcome, risk, score, level) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  other <- pROC::roc(outcome, score, levels = c(0, 1), direction = "<", quiet = TRUE)
  test <- pROC::roc.test(curve, other, method = "delong", paired = TRUE, conf.level = level)
  list(
    first = as.numeric(curve$auc), second = as.numeric(other$auc),
    difference = as.numeric(curve$auc) - as.numeric(other$auc),
    statistic = as.numeric(test$statistic), p_value = test$p.value,
    interval = list(low = test$conf.int[1], high = test$conf.int[2])
  )
}
