# Decision curve of given risks where the usual is to treat everybody, with bootstrap bands: rmda::decision_curve
decision_curve_opt_out <- function(outcome, risk, thresholds, resamples, seed, level) {
  set.seed(seed)
  curve <- rmda::decision_curve(
    outcome ~ risk,
    data = data.frame(outcome = outcome, risk = risk), fitted.risk = TRUE, thresholds = thresholds,
    policy = "opt-out", bootstraps = resamples, confidence.intervals = level
  )$derived.data
  curve <- curve[curve$thresholds > 0, ] # nobody opts out at a threshold of 0
  band <- function(name, model) {
    of <- curve[curve$model == model, paste0(name, c("", "_lower", "_upper"))]
    of[is.na(of)] <- NaN # the quantile of no number is NA
    list(value = of[[1]], low = of[[2]], high = of[[3]])
  }
  model <- "outcome ~ risk"
  list(
    net_benefit = band("NB", model), standardized_net_benefit = band("sNB", model),
    net_benefit_none = band("NB", "None"), standardized_net_benefit_none = band("sNB", "None"),
    specificity = band("TNR", model), false_negative_rate = band("FNR", model),
    low_risk = band("prob.low.risk", model), spared = band("nonDP", model)
  )
}
