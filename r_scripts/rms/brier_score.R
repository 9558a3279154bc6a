# Brier score: rms::val.prob
brier_score <- function(outcome, risk) {
  list(brier = rms::val.prob(p = risk, y = outcome, pl = FALSE)[["Brier"]])
}
