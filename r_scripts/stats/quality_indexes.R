# Harrell's D, U and Q with their tests, and Nagelkerke's R2, from deviances of stats::glm at the optimum.
# Where the likelihood of the line has no maximum, all are predicted without error in the limit but for those at the boundary
# that events and non-events share, who have their own prevalence.
quality_indexes <- function(outcome, risk) {
  within <- risk > 0 & risk < 1
  event <- outcome[within]
  logit <- stats::qlogis(risk[within])
  n <- length(event)
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  null <- stats::glm(event ~ 1, family = stats::binomial(), control = optimum)$null.deviance
  predictions <- sum(stats::binomial()$dev.resids(event, risk[within], rep(1, n)))
  equal <- max(logit) - min(logit) <= 1e-13 * max(1, abs(logit))
  shared <- logit %in% intersect(logit[event == 1], logit[event == 0])
  line <- if (equal) null else 0
  if (!equal && length(unique(event)) == 2) {
    ends <- vapply(split(logit, event), range, numeric(2))
    if (ends[1, "1"] < ends[2, "0"] && ends[1, "0"] < ends[2, "1"]) {
      centred <- logit - mean(logit)  # the deviance is the same, and more of it is kept where risks hardly differ
      line <- stats::glm(event ~ centred, family = stats::binomial(), control = optimum)$deviance
    } else if (any(shared)) {
      line <- stats::glm(event[shared] ~ 1, family = stats::binomial(), control = optimum)$null.deviance
    }
  }
  d <- null - predictions
  u <- if (any(!within & outcome != risk)) Inf else predictions - line
  list(
    r2 = if (length(unique(event)) == 2) expm1(-d / n) / expm1(-null / n) else NaN,  # nothing to explain
    d = (d - 1) / n,
    d_chi_square = d,
    d_p = stats::pchisq(d, df = 1, lower.tail = FALSE),
    u = (u - 2) / n,
    u_chi_square = u,
    u_p = stats::pchisq(u, df = 2, lower.tail = FALSE),
    q = (d - 1) / n - (u - 2) / n
  )
}
