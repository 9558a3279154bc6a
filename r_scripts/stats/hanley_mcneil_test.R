# Hanley and McNeil's test (1983) of the areas of two scores of the same patients: stats::cor, stats::integrate
hanley_mcneil_test <- function(outcome, risk, score, level) {
  m <- sum(outcome == 1)
  n <- sum(outcome == 0)
  area <- function(score) (sum(rank(score)[outcome == 1]) - m * (m + 1) / 2) / (as.numeric(m) * n)
  error <- function(a) {
    q1 <- a / (2 - a)
    q2 <- 2 * a^2 / (1 + a)
    sqrt(max(0, (a * (1 - a) + (m - 1) * (q1 - a^2) + (n - 1) * (q2 - a^2)) / (as.numeric(m) * n)))
  }
  both <- c(area(risk), area(score))
  errors <- c(error(both[1]), error(both[2]))
  within <- c(stats::cor(risk[outcome == 1], score[outcome == 1]), stats::cor(risk[outcome == 0], score[outcome == 0]))
  d <- stats::qnorm(mean(both))
  joint <- function(correlation) {
    above <- function(angle) exp(-d^2 / (1 + sin(angle)))
    stats::integrate(above, 0, asin(correlation), rel.tol = 1e-12)$value / (2 * pi)
  }
  others <- m + n - 2
  r <- (joint(mean(within)) + others * joint(mean(within) / 2)) / (joint(1) + others * joint(1 / 2))
  standard_error <- sqrt(max(0, sum(errors^2) - 2 * r * errors[1] * errors[2]))
  difference <- both[1] - both[2]
  statistic <- difference / standard_error
  half_width <- stats::qnorm(1 - (1 - level) / 2) * standard_error
  list(
    first = both[1], second = both[2], difference = difference,
    correlation_of_cases = within[1], correlation_of_controls = within[2], correlation = r,
    standard_error = standard_error, statistic = statistic, p_value = 2 * stats::pnorm(-abs(statistic)),
    interval = list(low = difference - half_width, high = difference + half_width)
  )
}
