# C index and Somers' Dxy of given predictions: rms::val.prob
concordance <- function(outcome, risk) {
  indexes <- rms::val.prob(p = risk, y = outcome, pl = FALSE)
  list(c = indexes[["C (ROC)"]], dxy = indexes[["Dxy"]])
}
