# Area under the ROC curve with a bootstrap interval, all patients resampled together: pROC::ci.auc
auc_bootstrap_plain <- function(outcome, risk, resamples, seed, level) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  set.seed(seed)
  interval <- as.numeric(pROC::ci.auc(
    curve,
    conf.level = level, method = "bootstrap", boot.n = resamples, boot.stratified = FALSE
  ))
  list(plain = list(low = interval[1], median = interval[2], high = interval[3]))
}
