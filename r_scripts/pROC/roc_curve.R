# Empirical ROC curve: pROC::roc
roc_curve <- function(outcome, risk) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  list(
    thresholds = curve$thresholds,
    sensitivities = curve$sensitivities,
    specificities = curve$specificities
  )
}
