# Decision curves of a model that is fitted anew in each resample, with bootstrap bands, of opting in and of opting out:
# rmda::decision_curve
decision_curve_refitted <- function(outcome, predictors, thresholds, resamples, seed, level, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  data <- data.frame(y = outcome, predictors)
  terms <- list2env(list(rcs = rms::rcs, pol = rms::pol, lsp = rms::lsp))
  formula <- stats::as.formula(gsub("rms::", "", deparse1(formula), fixed = TRUE), terms) # else rms is a variable
  bands <- function(policy, of_model, of_everybody, everybody) {
    set.seed(seed)
    curve <- rmda::decision_curve(
      formula,
      data = data, thresholds = thresholds, policy = policy, bootstraps = resamples, confidence.intervals = level
    )$derived.data
    curve <- curve[policy == "opt-in" | curve$thresholds > 0, ] # nobody opts out at a threshold of 0
    band <- function(name, rows) {
      of <- curve[rows, paste0(name, c("", "_lower", "_upper"))]
      of[is.na(of)] <- NaN # the quantile of no number is NA
      list(value = of[[1]], low = of[[2]], high = of[[3]])
    }
    c(
      lapply(of_model, band, !curve$model %in% c("All", "None")),
      lapply(of_everybody, band, curve$model == everybody)
    )
  }
  list(
    opt_in = bands("opt-in", c(
      net_benefit = "NB", standardized_net_benefit = "sNB", sensitivity = "TPR", false_positive_rate = "FPR",
      high_risk = "prob.high.risk", detected = "DP"
    ), c(net_benefit_all = "NB", standardized_net_benefit_all = "sNB"), "All"),
    opt_out = bands("opt-out", c(
      net_benefit = "NB", standardized_net_benefit = "sNB", specificity = "TNR", false_negative_rate = "FNR",
      low_risk = "prob.low.risk", spared = "nonDP"
    ), c(net_benefit_none = "NB", standardized_net_benefit_none = "sNB"), "None")
  )
}
