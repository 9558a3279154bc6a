# Smooth calibration curve: stats::lowess without robustness iterations
calibration_curve <- function(outcome, risk) {
  curve <- stats::lowess(risk, outcome, iter = 0)
  list(x = curve$x, smoothed = curve$y)
}
