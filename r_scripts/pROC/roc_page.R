# The ROC curve with its area and DeLong interval, drawn: pROC::plot.roc
roc_page <- function(outcome, risk, level, options) {
  curve <- pROC::roc(
    outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE, ci = TRUE, conf.level = level,
    percent = isTRUE(options$percent)
  )
  do.call(plot, c(list(curve), options[names(options) != "percent"]))
}
