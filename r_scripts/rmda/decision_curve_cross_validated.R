# Decision curve of a model by cross-validation: rmda::cv_decision_curve
decision_curve_cross_validated <- function(outcome, predictors, thresholds, folds, seed, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  data <- data.frame(y = outcome, predictors)
  terms <- list2env(list(rcs = rms::rcs, pol = rms::pol, lsp = rms::lsp))
  formula <- stats::as.formula(gsub("rms::", "", deparse1(formula), fixed = TRUE), terms) # else rms is a variable
  set.seed(seed)
  curve <- rmda::cv_decision_curve(formula, data = data, thresholds = thresholds, folds = folds)$derived.data
  model <- curve[!curve$model %in% c("All", "None"), ]
  all <- curve[curve$model == "All", ]
  list(
    net_benefit = model$NB, standardized_net_benefit = model$sNB,
    net_benefit_all = all$NB, standardized_net_benefit_all = all$sNB,
    sensitivity = model$TPR, false_positive_rate = model$FPR,
    high_risk = model$prob.high.risk, detected = model$DP
  )
}
