# The ROC curve with its area and DeLong interval, drawn: pROC::plot.roc
roc_page <- function(outcome, risk, options) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE, ci = TRUE)
  do.call(plot, c(list(curve), options))
}
