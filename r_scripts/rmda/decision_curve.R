# Net benefit and clinical impact of given risks, high risk meaning risk > threshold: rmda::decision_curve
decision_curve <- function(outcome, risk, thresholds) {
  curve <- rmda::decision_curve(
    outcome ~ risk, data = data.frame(outcome = outcome, risk = risk), fitted.risk = TRUE,
    thresholds = thresholds, confidence.intervals = "none", study.design = "cohort"
  )$derived.data
  model <- curve[curve$model == "outcome ~ risk", ]
  all <- curve[curve$model == "All", ]
  list(
    net_benefit = model$NB,
    net_benefit_all = all$NB,
    net_benefit_none = curve$NB[curve$model == "None"],
    standardized_net_benefit = model$sNB,
    standardized_net_benefit_all = all$sNB,
    high_risk = model$prob.high.risk,
    detected = model$DP
  )
}
