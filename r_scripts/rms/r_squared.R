# Nagelkerke's R squared of a logistic model at the maximum of its likelihood: rms::lrm, on orthonormal columns
r_squared <- function(outcome, predictors, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  columns <- stats::model.matrix(formula, c(list(y = outcome), predictors))
  data <- as.data.frame(qr.Q(qr(scale(columns[, -1, drop = FALSE]), tol = 1e-12)) * sqrt(nrow(columns)))
  names(data) <- paste0("q", seq_along(data))
  optimum <- if (utils::packageVersion("rms") < "7") list(eps = 1e-8) else list(gradtol = 1e-9, reltol = 1e-15)
  model <- stats::reformulate(names(data), "y")
  fit <- do.call(rms::lrm, c(list(model, data = c(list(y = outcome), data), maxit = 100), optimum))
  list(nagelkerke = fit$stats[["R2"]])
}
