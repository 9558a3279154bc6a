# Logistic regression at the maximum of the likelihood: rms::lrm, on orthonormal columns because it calls others
# singular (a calendar year, 180 standard deviations from 0), and thrice, each time from where it stopped: its last
# step squares the error that is left.
logistic_regression <- function(outcome, predictors, level, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  frame <- stats::model.frame(formula, c(list(y = outcome), predictors))
  columns <- stats::model.matrix(formula, frame)
  knots <- lapply(frame, function(x) if (any(attr(x, "assume.code") %in% 3:4)) attr(x, "parms"))  # lsp, rcs
  scaled <- scale(columns[, -1, drop = FALSE])
  basis <- qr(scaled, tol = 1e-12)
  data <- as.data.frame(qr.Q(basis) * sqrt(nrow(scaled)))
  names(data) <- paste0("q", seq_along(data))
  optimum <- if (utils::packageVersion("rms") < "7") list(eps = 1e-8) else list(gradtol = 1e-9, reltol = 1e-15)
  model <- list(stats::reformulate(names(data), "y"), data = c(list(y = outcome), data), maxit = 100)
  ask <- function(...) do.call(rms::lrm, c(model, list(...), optimum))
  fit <- ask()
  test <- fit$stats  # lrm has no p value for a fit that was told where to start
  for (again in 1:2) fit <- ask(initial = stats::coef(fit))

  back <- rbind(0, solve(qr.R(basis) / sqrt(nrow(scaled))) / attr(scaled, "scaled:scale"))
  back <- cbind(c(1, numeric(ncol(scaled))), back)
  back[1, -1] <- -attr(scaled, "scaled:center") %*% back[-1, -1]
  estimate <- unname(drop(back %*% stats::coef(fit)))
  error <- unname(sqrt(diag(back %*% stats::vcov(fit) %*% t(back))))
  half_width <- stats::qnorm(1 - (1 - level) / 2) * error
  list(
    coefficients = estimate, standard_errors = error,
    z = estimate / error, p = 2 * stats::pnorm(-abs(estimate / error)), odds_ratios = exp(estimate)[-1],
    odds_ratios_low = exp(estimate - half_width)[-1], odds_ratios_high = exp(estimate + half_width)[-1],
    log_likelihood = -fit$deviance[[2]] / 2, null_log_likelihood = -fit$deviance[[1]] / 2,
    likelihood_ratio = test[["Model L.R."]], degrees_of_freedom = test[["d.f."]], likelihood_ratio_p = test[["P"]],
    knots = as.numeric(unlist(knots, use.names = FALSE))
  )
}
