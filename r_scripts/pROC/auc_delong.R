# Area under the ROC curve with DeLong's confidence interval: pROC::ci.auc
auc_delong <- function(outcome, risk, level) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  interval <- as.numeric(pROC::ci.auc(curve, conf.level = level, method = "delong"))
  list(
    auc = as.numeric(pROC::auc(curve)),
    variance = as.numeric(pROC::var(curve, method = "delong")),
    interval = list(low = interval[1], high = interval[3])
  )
}
