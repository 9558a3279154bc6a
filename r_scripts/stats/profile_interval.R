# Profile likelihood intervals of a logistic model at the optimum: stats::confint of a glm (MASS's before R 4.4).
# NaN where its profile ends before the limit.
profile_interval <- function(outcome, predictors, level, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fit <- stats::glm(formula, stats::binomial(), c(list(y = outcome), predictors), control = optimum)
  fit <- stats::update(fit, start = stats::coef(fit))  # its standard errors are those of the step before the last
  limits <- unname(stats::confint(fit, level = level))
  limits[is.na(limits)] <- NaN
  list(interpolated_low = limits[, 1], interpolated_high = limits[, 2])
}
