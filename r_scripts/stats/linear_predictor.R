# Linear predictor and risk under the model fitted to a development sample, at the optimum: stats::glm, predict
linear_predictor <- function(outcome, predictors, patients) {
  names(predictors) <- names(patients) <- paste0("x", seq_along(predictors))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  model <- stats::reformulate(names(predictors), "y")
  fit <- stats::glm(model, stats::binomial(), c(list(y = outcome), predictors), control = optimum)
  fit <- stats::update(fit, start = stats::coef(fit))  # its last step squares the error that is left
  log_odds <- unname(stats::predict(fit, as.data.frame(patients)))
  list(linear_predictor = log_odds, risk = stats::plogis(log_odds))
}
