# The decision curve of given risks without bands, drawn: rmda::plot_decision_curve
decision_curve_page <- function(outcome, risk, thresholds, options) {
  curve <- rmda::decision_curve(
    outcome ~ risk, data = data.frame(outcome = outcome, risk = risk), fitted.risk = TRUE,
    thresholds = thresholds, confidence.intervals = "none", study.design = "cohort"
  )
  options$curve.names <- c(options$curve.names, "Model")[1]
  do.call(rmda::plot_decision_curve, c(list(curve), options))
}
