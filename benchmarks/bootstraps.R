# CPU seconds of one of pROC's bootstraps, and numbers of it
bootstraps <- function(outcome, risk, score, resamples, seed, what) {
  options_before <- options(pROCProgress = list(name = "none"))
  on.exit(options(options_before))
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  other <- pROC::roc(outcome, score, levels = c(0, 1), direction = "<", quiet = TRUE)
  set.seed(seed)
  seconds <- system.time(found <- switch(what,
    "ci.auc" = pROC::ci.auc(curve, method = "bootstrap", boot.n = resamples),
    "ci.auc, plain" = pROC::ci.auc(curve, method = "bootstrap", boot.n = resamples, boot.stratified = FALSE),
    "ci.se" = pROC::ci.se(curve, boot.n = resamples),
    "ci.sp" = pROC::ci.sp(curve, boot.n = resamples),
    "ci.coords" = pROC::ci.coords(curve, x = 0.5, boot.n = resamples, ret = c("sensitivity", "specificity"))[1:2],
    "ci.coords, best" = pROC::ci.coords(curve, x = "best", best.policy = "random", boot.n = resamples, ret = "threshold")[1],
    "roc.test" = pROC::roc.test(curve, other, method = "bootstrap", paired = TRUE, boot.n = resamples)$statistic
  ))
  list(seconds = sum(seconds[1:2]), numbers = as.numeric(unlist(lapply(found, as.numeric))))
}
