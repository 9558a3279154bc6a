# Linear predictor and risk under the model fitted to a development sample, at the optimum: rms::lrm, predict.
# On orthonormal columns and thrice, as in logistic_regression.R.
linear_predictor <- function(outcome, predictors, patients) {
  names(predictors) <- names(patients) <- paste0("x", seq_along(predictors))
  columns_of <- function(data) stats::model.matrix(stats::reformulate(names(data)), data)[, -1, drop = FALSE]
  scaled <- scale(columns_of(predictors))
  basis <- qr(scaled, tol = 1e-12)
  orthonormal <- function(scaled) {
    columns <- t(backsolve(qr.R(basis) / sqrt(length(outcome)), t(scaled), transpose = TRUE))
    stats::setNames(as.data.frame(columns), paste0("q", seq_len(ncol(columns))))
  }
  data <- orthonormal(scaled)
  optimum <- if (utils::packageVersion("rms") < "7") list(eps = 1e-8) else list(gradtol = 1e-9, reltol = 1e-15)
  model <- list(stats::reformulate(names(data), "y"), data = c(list(y = outcome), data), maxit = 100)
  ask <- function(...) do.call(rms::lrm, c(model, list(...), optimum))
  fit <- ask()
  for (again in 1:2) fit <- ask(initial = stats::coef(fit))
  as_developed <- scale(columns_of(patients), attr(scaled, "scaled:center"), attr(scaled, "scaled:scale"))
  log_odds <- unname(stats::predict(fit, orthonormal(as_developed)))
  list(linear_predictor = log_odds, risk = stats::plogis(log_odds))
}
