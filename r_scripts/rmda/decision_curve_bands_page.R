# The decision curve of given risks, drawn, with bootstrap bands: rmda::plot_decision_curve
decision_curve_bands_page <- function(outcome, risk, thresholds, resamples, seed, level, options) {
  set.seed(seed)
  curve <- rmda::decision_curve(
    outcome ~ risk,
    data = data.frame(outcome = outcome, risk = risk), fitted.risk = TRUE, thresholds = thresholds,
    bootstraps = resamples, confidence.intervals = level
  )
  options$curve.names <- c(options$curve.names, "Model")[1]
  do.call(rmda::plot_decision_curve, c(list(curve, confidence.intervals = TRUE), options))
}
