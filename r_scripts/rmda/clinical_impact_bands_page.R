# Numbers at high risk, and with the event among them, of 1000 patients, drawn, with bootstrap bands: rmda::plot_clinical_impact
clinical_impact_bands_page <- function(outcome, risk, thresholds, resamples, seed, level, options) {
  set.seed(seed)
  curve <- rmda::decision_curve(
    outcome ~ risk,
    data = data.frame(outcome = outcome, risk = risk), fitted.risk = TRUE, thresholds = thresholds,
    bootstraps = resamples, confidence.intervals = level
  )
  options$population.size <- c(options$population.size, 1000)[1]
  do.call(rmda::plot_clinical_impact, c(list(curve, confidence.intervals = TRUE), options))
}
