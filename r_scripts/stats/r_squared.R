# Nagelkerke's, Cox and Snell's and McFadden's R squared from the deviances of stats::glm at the optimum
r_squared <- function(outcome, predictors, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fit <- stats::glm(formula, stats::binomial(), c(list(y = outcome), predictors), control = optimum)
  n <- length(outcome)
  cox_snell <- -expm1((fit$deviance - fit$null.deviance) / n)
  list(
    cox_snell = cox_snell,
    nagelkerke = cox_snell / -expm1(-fit$null.deviance / n),
    mcfadden = (fit$null.deviance - fit$deviance) / fit$null.deviance
  )
}
