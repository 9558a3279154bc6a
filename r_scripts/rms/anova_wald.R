# The table of Wald tests of a fit that is given fixed coefficients, and the covariance that follows from fixed log odds,
# row by row: rms::anova. The fit is there for its design only, by least squares, because lrm calls a calendar year
# singular; tol is as small as that asks for.
anova_wald <- function(outcome, predictors, formula, coefficients, linear_predictor) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::ols(formula, as.data.frame(c(list(y = outcome), predictors)), tol = 1e-14)
  fit$coefficients[] <- coefficients
  columns <- stats::model.matrix(formula, stats::model.frame(formula, c(list(y = outcome), predictors)))
  scaled <- scale(columns[, -1, drop = FALSE])
  weighted <- qr(sqrt(stats::dlogis(linear_predictor)) * cbind(1, scaled), tol = 1e-14)
  unit <- c(1, attr(scaled, "scaled:scale"))
  fit$var[] <- chol2inv(qr.R(weighted)) / outer(unit, unit)  # but for the intercept's, which is not asked for
  table <- unclass(stats::anova(fit, test = "Chisq", ss = FALSE, tol = 1e-300))
  list(
    chi_square = unname(table[, "Chi-Square"]),
    degrees_of_freedom = unname(table[, "d.f."]),
    p = unname(table[, "P"])
  )
}
