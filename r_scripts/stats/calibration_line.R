# Calibration intercept and slope, and calibration-in-the-large, at the optimum: stats::glm
calibration_line <- function(outcome, risk) {
  within <- risk > 0 & risk < 1
  event <- outcome[within]
  logit <- stats::qlogis(risk[within])
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  line <- stats::glm(event ~ logit, family = stats::binomial(), control = optimum)
  # started near its optimum: with an offset glm may run away from its own start when risks are extreme (an intercept of 1e14)
  cost <- function(intercept) -sum(stats::plogis((2 * event - 1) * (intercept + logit), log.p = TRUE))
  near <- stats::optimize(cost, c(-50, 50))$minimum
  shift <- stats::glm(event ~ 1, offset = logit, family = stats::binomial(), control = optimum, start = near)
  # glm's standard errors are those of the step before the last: started at the optimum, they are the optimum's
  line <- stats::update(line, start = stats::coef(line))
  shift <- stats::update(shift, start = stats::coef(shift))
  list(
    intercept = stats::coef(line)[[1]],
    slope = stats::coef(line)[[2]],
    intercept_in_the_large = stats::coef(shift)[[1]],
    intercept_standard_error = sqrt(stats::vcov(line)[1, 1]),
    slope_standard_error = sqrt(stats::vcov(line)[2, 2]),
    intercept_in_the_large_standard_error = sqrt(stats::vcov(shift)[1, 1])
  )
}
