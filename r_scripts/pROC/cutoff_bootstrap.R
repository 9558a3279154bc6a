# Classification at a given cut-off with bootstrap intervals, controls and cases resampled each by themselves: pROC::ci.coords
cutoff_bootstrap <- function(outcome, risk, cutoff, resamples, seed, level) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  proportions <- c("sensitivity", "specificity", "ppv", "npv", "accuracy")
  here <- pROC::coords(curve, x = cutoff, input = "threshold", ret = proportions, transpose = FALSE)
  set.seed(seed)
  at <- pROC::ci.coords(
    curve,
    x = cutoff, input = "threshold", ret = proportions, conf.level = level, boot.n = resamples
  )
  percentiles <- function(of) stats::setNames(as.list(as.numeric(of)), c("low", "median", "high"))
  c(as.list(here[proportions]), list(stratified = lapply(at[proportions], percentiles)))
}
