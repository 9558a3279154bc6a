# CPU seconds of rmda's bootstrap of a model that it fits anew in each resample, and limits of its net benefit
decision_curve_bands <- function(outcome, predictors, resamples, seed) {
  names(predictors) <- paste0("x", seq_along(predictors))
  data <- data.frame(y = outcome, predictors)
  formula <- stats::reformulate(names(predictors), "y")
  set.seed(seed)
  seconds <- system.time(
    curve <- suppressMessages(rmda::decision_curve(formula, data = data, bootstraps = resamples))
  )
  model <- curve$derived.data[!curve$derived.data$model %in% c("All", "None"), ]
  list(seconds = sum(seconds[1:2]), low = model$NB_lower, high = model$NB_upper)
}
