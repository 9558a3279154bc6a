# Empirical ROC curve: shares of cases at or above, and of controls below, each midpoint, by base::findInterval
roc_curve <- function(outcome, risk) {
  distinct <- sort(unique(risk))
  below <- utils::head(distinct, -1)
  above <- distinct[-1]
  middle <- (below + above) / 2
  thresholds <- c(-Inf, ifelse(middle > below, middle, above), Inf)
  less <- function(of) base::findInterval(thresholds, sort(risk[of]), left.open = TRUE)
  cases <- outcome == 1
  list(
    thresholds = thresholds,
    sensitivities = (sum(cases) - less(cases)) / sum(cases),
    specificities = less(!cases) / sum(!cases)
  )
}
