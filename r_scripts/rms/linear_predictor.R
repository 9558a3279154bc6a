# Linear predictor and risk under the model fitted to a development sample, at the optimum: rms::lrm, predict.
# On orthonormal columns and thrice, as in logistic_regression.R; patients have the knots of the development sample.
linear_predictor <- function(outcome, predictors, patients, formula) {
  names(predictors) <- names(patients) <- paste0("x", seq_along(predictors))
  frame <- stats::model.frame(formula, c(list(y = outcome), predictors))
  design <- stats::terms(frame)
  variables <- attr(design, "predvars")
  for (i in seq_along(frame)) if (inherits(frame[[i]], "rms")) variables[[i + 1]][[3]] <- attr(frame[[i]], "parms")
  attr(design, "predvars") <- variables
  design <- stats::delete.response(design)
  columns_of <- function(rows) stats::model.matrix(design, stats::model.frame(design, rows))[, -1, drop = FALSE]
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
