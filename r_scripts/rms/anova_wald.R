# The table of Wald tests of a fit that is given fixed coefficients and their covariance, row by row: rms::anova.
# The fit is there for its design only, by least squares, because lrm calls a calendar year singular; tol is as small as
# that asks for.
anova_wald <- function(outcome, predictors, formula, coefficients, covariance) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::ols(formula, as.data.frame(c(list(y = outcome), predictors)), tol = 1e-14)
  fit$coefficients[] <- coefficients
  fit$var[] <- covariance
  table <- unclass(stats::anova(fit, test = "Chisq", ss = FALSE, tol = 1e-300))
  list(
    chi_square = unname(table[, "Chi-Square"]),
    degrees_of_freedom = unname(table[, "d.f."]),
    p = unname(table[, "P"])
  )
}
