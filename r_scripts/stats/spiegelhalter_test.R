# Spiegelhalter's test of calibration from its definition, event by event, and stats::pnorm
spiegelhalter_test <- function(outcome, risk) {
  weight <- 1 - 2 * risk
  excess <- sum((weight * (1 - risk))[outcome == 1]) - sum((weight * risk)[outcome == 0])
  z <- excess / sqrt(sum(weight^2 * risk * (1 - risk)))
  list(z = z, p = 2 * stats::pnorm(-abs(z)))
}
