# CPU seconds of pROC's bootstrap, and its limits
bootstraps <- function(outcome, risk, resamples, seed, stratified) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  set.seed(seed)
  seconds <- system.time(
    interval <- pROC::ci.auc(curve, method = "bootstrap", boot.n = resamples, boot.stratified = stratified)
  )
  list(seconds = sum(seconds[1:2]), limits = as.numeric(interval))
}
