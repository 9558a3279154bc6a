# Limits of the groups of the Hosmer-Lemeshow test: stats::quantile of type 7, equal ones merged
hosmer_lemeshow <- function(outcome, risk, groups) {
  limits <- stats::quantile(risk, probs = seq(0, 1, 1 / groups), names = FALSE, type = 7)
  list(breaks = unique(limits))
}
