# Spiegelhalter's test of calibration: rms::val.prob
spiegelhalter_test <- function(outcome, risk) {
  indexes <- rms::val.prob(p = risk, y = outcome, pl = FALSE)
  list(z = indexes[["S:z"]], p = indexes[["S:p"]])
}
