# Numbers at high risk, and with the event among them, of 1000 patients, drawn: rmda::plot_clinical_impact
clinical_impact_page <- function(outcome, risk, thresholds, options) {
  curve <- rmda::decision_curve(
    outcome ~ risk, data = data.frame(outcome = outcome, risk = risk), fitted.risk = TRUE,
    thresholds = thresholds, confidence.intervals = "none", study.design = "cohort"
  )
  options$population.size <- c(options$population.size, 1000)[1]
  do.call(rmda::plot_clinical_impact, c(list(curve), options))
}
