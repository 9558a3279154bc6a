# Sensitivity and specificity at a given cut-off with bootstrap intervals, all patients resampled together: pROC::ci.thresholds
cutoff_bootstrap_thresholds_plain <- function(outcome, risk, cutoff, resamples, seed, level) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  set.seed(seed)
  at <- pROC::ci.thresholds(curve, thresholds = cutoff, conf.level = level, boot.n = resamples, boot.stratified = FALSE)
  percentiles <- function(of) stats::setNames(as.list(as.numeric(of)), c("low", "median", "high"))
  list(plain = lapply(at[c("sensitivity", "specificity")], percentiles))
}
