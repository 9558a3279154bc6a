# Harrell's D, U and Q with their tests, and Nagelkerke's R2, from deviances of stats::glm at the optimum
quality_indexes <- function(outcome, risk) {
  within <- risk > 0 & risk < 1
  event <- outcome[within]
  logit <- stats::qlogis(risk[within])
  n <- length(event)
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  line <- stats::glm(event ~ logit, family = stats::binomial(), control = optimum)
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
