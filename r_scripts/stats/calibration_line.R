# Calibration intercept and slope, and calibration-in-the-large, at the optimum: stats::glm.
# NaN where the likelihood has no maximum: the log odds of events and non-events do not overlap, or there is one outcome only.
calibration_line <- function(outcome, risk) {
  within <- risk > 0 & risk < 1
  event <- outcome[within]
  logit <- stats::qlogis(risk[within])
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  # glm's standard errors are those of the step before the last: started at the optimum, they are the optimum's
  at_optimum <- function(fit) {
    fit <- stats::update(fit, start = stats::coef(fit))
    list(coef = unname(stats::coef(fit)), error = unname(sqrt(diag(stats::vcov(fit)))))
  }
  line <- shift <- list(coef = c(NaN, NaN), error = c(NaN, NaN))
  if (length(unique(event)) == 2) {
    # started near its optimum: with an offset glm may run away from its own start when risks are extreme (an intercept of 1e14)
    cost <- function(intercept) -sum(stats::plogis((2 * event - 1) * (intercept + logit), log.p = TRUE))
    near <- stats::optimize(cost, c(-1, 1) * (50 + max(abs(logit))))$minimum
    shift <- at_optimum(stats::glm(event ~ 1, offset = logit, family = stats::binomial(), control = optimum, start = near))
    ends <- vapply(split(logit, event), range, numeric(2))
    equal <- max(logit) - min(logit) <= 1e-13 * max(1, abs(logit))  # but for rounding
    if (!equal && ends[1, "1"] < ends[2, "0"] && ends[1, "0"] < ends[2, "1"]) {
      line <- at_optimum(stats::glm(event ~ logit, family = stats::binomial(), control = optimum))
    }
  }
  list(
    intercept = line$coef[1], slope = line$coef[2], intercept_in_the_large = shift$coef[1],
    intercept_standard_error = line$error[1], slope_standard_error = line$error[2],
    intercept_in_the_large_standard_error = shift$error[1]
  )
}
