# The Youden cut-off of each resample, controls and cases resampled each by themselves; of several that are best one is drawn: pROC::ci.coords
best_cutoff_bootstrap <- function(outcome, risk, resamples, seed, level, policy) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  set.seed(seed)
  at <- pROC::ci.coords(
    curve,
    x = "best", best.policy = policy, ret = c("threshold", "sensitivity", "specificity"),
    conf.level = level, boot.n = resamples
  )
  percentiles <- function(of) stats::setNames(as.list(as.numeric(of)), c("low", "median", "high"))
  list(stratified = list(
    cutoff = percentiles(at$threshold), sensitivity = percentiles(at$sensitivity),
    specificity = percentiles(at$specificity)
  ))
}
