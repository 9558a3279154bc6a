# Shares at high risk of given risks, high risk meaning risk > threshold: rmda::decision_curve
clinical_impact <- function(outcome, risk, thresholds) {
  curve <- rmda::decision_curve(
    outcome ~ risk, data = data.frame(outcome = outcome, risk = risk), fitted.risk = TRUE,
    thresholds = thresholds, confidence.intervals = "none", study.design = "cohort"
  )$derived.data
  model <- curve[curve$model == "outcome ~ risk", ]
  list(high_risk = model$prob.high.risk, detected = model$DP)
}
