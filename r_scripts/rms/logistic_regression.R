# Logistic regression at the maximum of the likelihood: rms::lrm. Numeric columns are standardised for the fit and the
# estimates transformed back, because lrm calls a calendar year singular (mean over 180 standard deviations from 0).
logistic_regression <- function(outcome, predictors, level) {
  data <- stats::setNames(predictors, paste0("x", seq_along(predictors)))
  numeric <- vapply(data, is.numeric, NA)
  scaled <- data
  scaled[numeric] <- lapply(data[numeric], function(x) (x - mean(x)) / stats::sd(x))
  optimum <- if (utils::packageVersion("rms") < "7") list(eps = 1e-12) else list(gradtol = 1e-9, reltol = 1e-15)
  fit <- do.call(rms::lrm, c(list(stats::reformulate(names(data), "y"), data = c(list(y = outcome), scaled), maxit = 100), optimum))

  mean_and_sd <- function(x) if (is.numeric(x)) rbind(mean(x), stats::sd(x)) else matrix(0:1, 2, nlevels(x) - 1)
  by_term <- do.call(cbind, lapply(data, mean_and_sd))
  back <- diag(1 / c(1, by_term[2, ]))
  back[1, -1] <- -by_term[1, ] / by_term[2, ]
  estimate <- drop(back %*% stats::coef(fit))
  error <- sqrt(diag(back %*% stats::vcov(fit) %*% t(back)))
  half_width <- stats::qnorm(1 - (1 - level) / 2) * error
  list(
    coefficients = estimate, standard_errors = error, z = estimate / error, p = 2 * stats::pnorm(-abs(estimate / error)),
    odds_ratios = exp(estimate)[-1],
    odds_ratios_low = exp(estimate - half_width)[-1], odds_ratios_high = exp(estimate + half_width)[-1],
    log_likelihood = -fit$deviance[[2]] / 2, null_log_likelihood = -fit$deviance[[1]] / 2,
    likelihood_ratio = fit$stats[["Model L.R."]], degrees_of_freedom = fit$stats[["d.f."]], likelihood_ratio_p = fit$stats[["P"]]
  )
}
