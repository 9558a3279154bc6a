# Shares of patients above, and at or above, each threshold: base::findInterval in sorted risks
clinical_impact <- function(outcome, risk, thresholds) {
  share <- function(risk, at) {
    (length(risk) - base::findInterval(thresholds, sort(risk), left.open = at)) / length(outcome)
  }
  list(
    high_risk = share(risk, at = FALSE),
    detected = share(risk[outcome == 1], at = FALSE),
    detected_at_or_above = share(risk[outcome == 1], at = TRUE)
  )
}
