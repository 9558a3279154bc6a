# Net benefit and true positives of given risks, high risk meaning risk >= threshold: dcurves::dca
dca <- function(outcome, risk, thresholds) {
  curve <- dcurves::dca(
    outcome ~ risk, data = data.frame(outcome = outcome, risk = risk), thresholds = thresholds
  )$dca
  model <- curve[curve$variable == "risk", ]
  list(
    net_benefit_at_or_above = model$net_benefit,
    net_benefit_all_at_or_above = curve$net_benefit[curve$variable == "all"],
    net_benefit_none = curve$net_benefit[curve$variable == "none"],
    detected_at_or_above = model$tp_rate
  )
}
