# Univariable logistic regression: stats::glm of each candidate alone, at the optimum, and once more from there because
# its standard errors and the score test come from the weights of the iteration before the last
univariable_logistic <- function(outcome, candidates, level, formula) {
  names(candidates) <- paste0("x", seq_along(candidates))
  columns <- stats::model.matrix(formula, c(list(y = outcome), candidates))
  of <- attr(columns, "assign")
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fitted <- function(model, data) {
    fit <- stats::glm(model, stats::binomial(), data, control = optimum)
    stats::glm(model, stats::binomial(), data, control = optimum, start = stats::coef(fit))
  }
  asked <- lapply(seq_along(candidates), function(candidate) {
    data <- list(y = outcome, x = columns[, of == candidate, drop = FALSE])
    fit <- fitted(y ~ x, data)
    none <- fitted(y ~ 1, data)
    estimate <- stats::coef(fit)
    limits <- stats::confint.default(fit, level = level)[-1, , drop = FALSE]
    table <- unname(stats::coef(summary(fit))[-1, , drop = FALSE])
    freedom <- length(estimate) - 1
    wald <- drop(estimate[-1] %*% solve(stats::vcov(fit)[-1, -1], estimate[-1]))
    ratio <- stats::drop1(fit, test = "LRT")
    score <- stats::anova(none, fit, test = "Rao")
    list(
      terms = list(
        coefficients = table[, 1], standard_errors = table[, 2], z = table[, 3], p = table[, 4],
        odds_ratios = exp(table[, 1]), odds_ratios_low = exp(limits[, 1]), odds_ratios_high = exp(limits[, 2])
      ),
      sets = list(
        intercepts = estimate[[1]], degrees_of_freedom = freedom,
        wald = wald, wald_p = stats::pchisq(wald, freedom, lower.tail = FALSE),
        likelihood_ratio = ratio$LRT[2], likelihood_ratio_p = ratio[["Pr(>Chi)"]][2],
        score = score$Rao[2], score_p = stats::pchisq(max(score$Rao[2], 0), freedom, lower.tail = FALSE)
      )
    )
  })
  together <- function(part) {
    parts <- lapply(asked, `[[`, part)
    fields <- names(parts[[1]])
    stats::setNames(lapply(fields, function(field) unname(unlist(lapply(parts, `[[`, field)))), fields)
  }
  c(together("terms"), together("sets"))
}
