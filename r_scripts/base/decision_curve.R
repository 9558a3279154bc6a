# Net benefit from its definition, of risks above, and at or above, each threshold: base::findInterval in sorted risks
decision_curve <- function(outcome, risk, thresholds) {
  n <- length(outcome)
  odds <- thresholds / (1 - thresholds)
  net_benefit <- function(risk, at) {
    treated <- function(risk) length(risk) - base::findInterval(thresholds, sort(risk), left.open = at)
    treated(risk[outcome == 1]) / n - odds * treated(risk[outcome == 0]) / n
  }
  everybody <- rep(1, n)
  model <- net_benefit(risk, at = FALSE)
  all <- net_benefit(everybody, at = FALSE)
  list(
    net_benefit = model,
    net_benefit_at_or_above = net_benefit(risk, at = TRUE),
    net_benefit_all = all,
    net_benefit_all_at_or_above = net_benefit(everybody, at = TRUE),
    net_benefit_none = 0 * thresholds,
    standardized_net_benefit = model / mean(outcome),
    standardized_net_benefit_all = all / mean(outcome)
  )
}
