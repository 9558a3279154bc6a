# Classification at a given cut-off with bootstrap intervals, all patients resampled together: pROC::ci.coords
cutoff_bootstrap_plain <- function(outcome, risk, cutoff, resamples, seed, level) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  proportions <- c("sensitivity", "specificity", "ppv", "npv", "accuracy")
  set.seed(seed)
  at <- pROC::ci.coords(
    curve,
    x = cutoff, input = "threshold", ret = proportions, conf.level = level, boot.n = resamples, boot.stratified = FALSE
  )
  percentiles <- function(of) stats::setNames(as.list(as.numeric(of)), c("low", "median", "high"))
  list(plain = lapply(at[proportions], percentiles))
}
