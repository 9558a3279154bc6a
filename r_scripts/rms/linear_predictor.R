# Linear predictor and risk under the model fitted to a development sample, at the optimum: rms::lrm, predict.
# Numeric columns are standardised, by the development sample, because lrm calls a calendar year singular.
linear_predictor <- function(outcome, predictors, patients) {
  names(predictors) <- names(patients) <- paste0("x", seq_along(predictors))
  standardised <- function(x, like) if (is.numeric(x)) (x - mean(like)) / stats::sd(like) else x
  data <- c(list(y = outcome), Map(standardised, predictors, predictors))
  optimum <- if (utils::packageVersion("rms") < "7") list(eps = 1e-12) else list(gradtol = 1e-9, reltol = 1e-15)
  fit <- do.call(rms::lrm, c(list(stats::reformulate(names(predictors), "y"), data = data, maxit = 100), optimum))
  log_odds <- unname(stats::predict(fit, as.data.frame(Map(standardised, patients, predictors))))
  list(linear_predictor = log_odds, risk = stats::plogis(log_odds))
}
