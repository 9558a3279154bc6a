# Nagelkerke's, Cox and Snell's, McFadden's and McKelvey and Zavoina's R squared of stats::glm at the optimum
r_squared <- function(outcome, predictors, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fit <- stats::glm(formula, stats::binomial(), c(list(y = outcome), predictors), control = optimum)
  n <- length(outcome)
  eta <- fit$linear.predictors
  spread <- sum((eta - mean(eta))^2) / n
  cox_snell <- -expm1((fit$deviance - fit$null.deviance) / n)
  list(
    cox_snell = cox_snell,
    nagelkerke = cox_snell / -expm1(-fit$null.deviance / n),
    mcfadden = (fit$null.deviance - fit$deviance) / fit$null.deviance,
    mcfadden_adjusted = (fit$null.deviance - fit$deviance - 2 * fit$rank) / fit$null.deviance,
    mckelvey_zavoina = spread / (spread + pi^2 / 3)
  )
}
