# Limits of the groups of the Hosmer-Lemeshow test: stats::quantile of type 7, equal ones merged
hosmer_lemeshow <- function(outcome, risk, groups) {
  limits <- stats::quantile(risk, probs = seq(0, 1, 1 / groups), names = FALSE, type = 7)
  if (length(unique(limits)) < 3) stop("fewer than 2 groups: there is nothing to compare")
  list(breaks = unique(limits))
}
