# Harrell's D, U and Q with their tests, and Nagelkerke's R2, from deviances of stats::glm at the optimum.
# Where the likelihood has no maximum glm's deviance comes to the limit all the same.
quality_indexes <- function(outcome, risk) {
  within <- risk > 0 & risk < 1
  event <- outcome[within]
  logit <- stats::qlogis(risk[within])
  n <- length(event)
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  centred <- logit - mean(logit)  # the deviance is the same, and more of it is kept where risks hardly differ
  equal <- max(logit) - min(logit) <= 1e-13 * max(1, abs(logit))
  model <- if (!equal) event ~ centred else event ~ 1
  line <- stats::glm(model, family = stats::binomial(), control = optimum)
  predictions <- sum(stats::binomial()$dev.resids(event, risk[within], rep(1, n)))
  d <- line$null.deviance - predictions
  u <- if (any(!within & outcome != risk)) Inf else predictions - line$deviance
  list(
    r2 = expm1(-d / n) / expm1(-line$null.deviance / n),
    d = (d - 1) / n,
    d_chi_square = d,
    d_p = stats::pchisq(d, df = 1, lower.tail = FALSE),
    u = (u - 2) / n,
    u_chi_square = u,
    u_p = stats::pchisq(u, df = 2, lower.tail = FALSE),
    q = (d - 1) / n - (u - 2) / n
  )
}
