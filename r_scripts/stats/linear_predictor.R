# Linear predictor and risk under the model fitted to a development sample, at the optimum: stats::glm, predict.
# Patients have the knots of the development sample: predict would choose them anew, since rms does not tell it where they are.
linear_predictor <- function(outcome, predictors, patients, formula) {
  names(predictors) <- names(patients) <- paste0("x", seq_along(predictors))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fit <- stats::glm(formula, stats::binomial(), c(list(y = outcome), predictors), control = optimum)
  fit <- stats::update(fit, start = stats::coef(fit))  # its last step squares the error that is left
  variables <- attr(fit$terms, "predvars")
  for (i in seq_along(fit$model)) {
    if (inherits(fit$model[[i]], "rms")) variables[[i + 1]][[3]] <- attr(fit$model[[i]], "parms")
  }
  attr(fit$terms, "predvars") <- variables
  log_odds <- unname(stats::predict(fit, as.data.frame(patients)))
  list(linear_predictor = log_odds, risk = stats::plogis(log_odds))
}
