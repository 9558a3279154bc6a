# Net benefit of given risks, high risk meaning risk >= threshold: dcurves::dca
decision_curve <- function(outcome, risk, thresholds) {
  curve <- dcurves::dca(
    outcome ~ risk, data = data.frame(outcome = outcome, risk = risk), thresholds = thresholds
  )$dca
  list(
    net_benefit_at_or_above = curve$net_benefit[curve$variable == "risk"],
    net_benefit_all_at_or_above = curve$net_benefit[curve$variable == "all"],
    net_benefit_none = curve$net_benefit[curve$variable == "none"]
  )
}
