# Calibration intercept and slope, and calibration-in-the-large, at the optimum: stats::glm.
# NaN where the likelihood has no maximum: the log odds of events and non-events do not overlap, or there is one outcome only;
# and calibration-in-the-large where its information is below 1e-9.
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
  # glm takes 1 - risk from the risk, which has few digits near 1, and holds risks 2e-16 away from 0 and 1: it is asked where all
  # log odds are within 15; with an offset it may run away from its own start, so it is started near its optimum
  in_the_large <- function() {
    score <- function(shift) sum(ifelse(event == 1, 1, -1) * stats::plogis(ifelse(event == 1, -1, 1) * (shift + logit)))
    ends <- stats::qlogis(mean(event)) - c(max(logit), min(logit))
    root <- stats::uniroot(score, ends + c(-1, 1), tol = 1e-14, maxiter = 1000)$root
    information <- sum(stats::dlogis(root + logit))
    if (information < 1e-9) return(list(coef = NaN, error = NaN))
    if (max(abs(root + logit)) < 15) {
      return(at_optimum(stats::glm(event ~ 1, offset = logit, family = stats::binomial(), control = optimum, start = root)))
    }
    root <- root + score(root) / information
    list(coef = root, error = sum(stats::dlogis(root + logit))^-0.5)
  }
  line <- shift <- list(coef = c(NaN, NaN), error = c(NaN, NaN))
  if (length(unique(event)) == 2) {
    shift <- in_the_large()
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
