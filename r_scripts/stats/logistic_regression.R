# Logistic regression at the maximum of the likelihood: stats::glm, and once more from there, because its standard
# errors come from the weights of the iteration before the last
logistic_regression <- function(outcome, predictors, level, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  data <- c(list(y = outcome), predictors)
  fit <- stats::glm(formula, stats::binomial(), data, control = optimum)
  fit <- stats::glm(formula, stats::binomial(), data, control = optimum, start = stats::coef(fit))
  wald <- unname(stats::coef(summary(fit)))
  odds <- unname(exp(cbind(stats::coef(fit), stats::confint.default(fit, level = level)))[-1, , drop = FALSE])
  ratio <- fit$null.deviance - fit$deviance
  freedom <- fit$df.null - fit$df.residual
  columns <- stats::model.matrix(fit)
  score <- unname(drop(crossprod(columns, outcome - stats::fitted(fit))))
  list(
    coefficients = wald[, 1], standard_errors = wald[, 2], z = wald[, 3], p = wald[, 4],
    odds_ratios = odds[, 1], odds_ratios_low = odds[, 2], odds_ratios_high = odds[, 3],
    log_likelihood = -fit$deviance / 2, null_log_likelihood = -fit$null.deviance / 2,
    likelihood_ratio = ratio, degrees_of_freedom = freedom,
    likelihood_ratio_p = stats::pchisq(ratio, freedom, lower.tail = FALSE),
    score = score / (nrow(columns) * unname(sqrt(colMeans(columns^2))))
  )
}
