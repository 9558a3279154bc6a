# Profile likelihood intervals of a logistic model by their equation: stats::uniroot of the least deviance with a fixed
# coefficient, less that at the optimum and the quantile of chi-square. The least deviance is found by Newton's method
# with halved steps, because glm.fit runs away where events are nearly separated.
profile_interval_root <- function(outcome, predictors, level, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fit <- stats::glm(formula, stats::binomial(), c(list(y = outcome), predictors), control = optimum)
  fit <- stats::update(fit, start = stats::coef(fit))
  columns <- stats::model.matrix(fit)
  error <- sqrt(diag(stats::vcov(fit)))
  deviance <- function(log_odds) -2 * sum(stats::plogis(ifelse(outcome == 1, log_odds, -log_odds), log.p = TRUE))
  least <- function(basis, offset, place) {
    for (newton in 1:200) {
      log_odds <- drop(offset + basis %*% place)
      information <- crossprod(basis, stats::dlogis(log_odds) * basis)
      step <- drop(solve(information, crossprod(basis, outcome - stats::plogis(log_odds)), tol = 0))
      while (deviance(offset + basis %*% (place + step)) > deviance(log_odds) * (1 + 1e-13)) step <- step / 2
      place <- place + step
      if (max(abs(step)) < 1e-9 * max(abs(place), sqrt(length(outcome)))) break
    }
    place
  }
  limit <- function(j, side) {
    beside <- scale(columns[, -c(1, j), drop = FALSE], center = j > 1)  # without the intercept its span has no centre
    basis <- qr.Q(qr(cbind(if (j > 1) 1, beside), tol = 1e-12))
    along <- columns[, j]  # but for what the others can take over
    for (twice in 1:2) along <- drop(along - basis %*% crossprod(basis, along))
    place <- drop(crossprod(basis, fit$linear.predictors))
    beyond <- function(step) {  # the root of the deviance, which is nearly a line, in standard errors
      offset <- along * (stats::coef(fit)[[j]] + side * step * error[[j]])
      place <<- least(basis, offset, place)
      sqrt(max(deviance(offset + basis %*% place) - fit$deviance, 0)) - sqrt(stats::qchisq(level, 1))
    }
    width <- stats::qnorm((1 + level) / 2)
    step <- stats::uniroot(beyond, c(0.01, 1.5) * width, extendInt = "upX", tol = 1e-14, maxiter = 1000)$root
    stats::coef(fit)[[j]] + side * step * error[[j]]
  }
  low <- vapply(seq_along(error), limit, 0, side = -1)
  high <- vapply(seq_along(error), limit, 0, side = 1)
  list(low = low, high = high, odds_ratios_low = exp(low)[-1], odds_ratios_high = exp(high)[-1])
}
