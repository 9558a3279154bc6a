# Sensitivity at given specificities with bootstrap intervals, all patients resampled together: pROC::ci.se
sensitivity_bootstrap_plain <- function(outcome, risk, resamples, seed, level, specificities) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  set.seed(seed)
  at <- pROC::ci.se(
    curve,
    specificities = specificities, conf.level = level, boot.n = resamples, boot.stratified = FALSE
  )
  list(plain = list(low = as.numeric(at[, 1]), median = as.numeric(at[, 2]), high = as.numeric(at[, 3])))
}
