# Emax, E90 and Eavg of the smooth calibration curve of given predictions: rms::val.prob
calibration_curve <- function(outcome, risk) {
  indexes <- rms::val.prob(p = risk, y = outcome, pl = FALSE)
  list(emax = indexes[["Emax"]], e90 = indexes[["E90"]], eavg = indexes[["Eavg"]])
}
