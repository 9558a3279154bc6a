# Calibration with its legend of indexes and the distribution of the risks, drawn: rms::val.prob
val_prob_page <- function(outcome, risk, options) {
  do.call(rms::val.prob, c(list(risk, outcome), options))
}
