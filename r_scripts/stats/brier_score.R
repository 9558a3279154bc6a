# Brier score, and its share of the score of the prevalence: residual sums of squares of stats::lm
brier_score <- function(outcome, risk) {
  given <- stats::lm(outcome ~ 0 + offset(risk))
  prevalence <- stats::lm(outcome ~ 1)
  list(
    brier = stats::deviance(given) / length(outcome),
    scaled_brier = 1 - stats::deviance(given) / stats::deviance(prevalence)
  )
}
