# The ROC curve with its area and bootstrap intervals of its sensitivities, drawn: pROC::roc and pROC::plot.roc
roc_band_page <- function(outcome, risk, resamples, seed, level, options) {
  options_before <- base::options(pROCProgress = list(name = "none"))
  on.exit(base::options(options_before))
  percent <- isTRUE(options$percent)
  set.seed(seed)
  curve <- pROC::roc(
    outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE, ci = TRUE, of = "se",
    specificities = seq(0, 1, by = 0.05) * ifelse(percent, 100, 1), conf.level = level, boot.n = resamples,
    percent = percent
  )
  do.call(plot, c(list(curve), options[names(options) != "percent"]))
}
