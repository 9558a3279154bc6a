# Decision curve of given risks with bootstrap bands: rmda::decision_curve
decision_curve_bands <- function(outcome, risk, thresholds, resamples, seed, level) {
  set.seed(seed)
  curve <- rmda::decision_curve(
    outcome ~ risk,
    data = data.frame(outcome = outcome, risk = risk), fitted.risk = TRUE, thresholds = thresholds,
    policy = "opt-in", bootstraps = resamples, confidence.intervals = level
  )$derived.data
  band <- function(name, model) {
    of <- curve[curve$model == model, paste0(name, c("", "_lower", "_upper"))]
    of[is.na(of)] <- NaN # the quantile of no number is NA
    list(value = of[[1]], low = of[[2]], high = of[[3]])
  }
  model <- "outcome ~ risk"
  list(
    net_benefit = band("NB", model), standardized_net_benefit = band("sNB", model),
    net_benefit_all = band("NB", "All"), standardized_net_benefit_all = band("sNB", "All"),
    sensitivity = band("TPR", model), false_positive_rate = band("FPR", model),
    high_risk = band("prob.high.risk", model), detected = band("DP", model)
  )
}
