# Smooth calibration curve: stats::lowess without robustness iterations, and its distances from the risks
calibration_curve <- function(outcome, risk) {
  curve <- stats::lowess(risk, outcome, iter = 0)
  distance <- abs(curve$y - curve$x)
  list(
    x = curve$x, smoothed = curve$y,
    emax = max(distance),
    e90 = stats::quantile(distance, probs = 0.9, names = FALSE, type = 7),
    eavg = mean(distance)
  )
}
