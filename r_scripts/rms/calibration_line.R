# Calibration intercept and slope, fitted together: rms::val.prob
calibration_line <- function(outcome, risk) {
  indexes <- rms::val.prob(p = risk, y = outcome, pl = FALSE)
  list(
    intercept = indexes[["Intercept"]],
    slope = indexes[["Slope"]]
  )
}
