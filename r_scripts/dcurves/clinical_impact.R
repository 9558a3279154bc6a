# True positives per patient of given risks, high risk meaning risk >= threshold: dcurves::dca
clinical_impact <- function(outcome, risk, thresholds) {
  curve <- dcurves::dca(
    outcome ~ risk, data = data.frame(outcome = outcome, risk = risk), thresholds = thresholds
  )$dca
  list(detected_at_or_above = curve$tp_rate[curve$variable == "risk"])
}
