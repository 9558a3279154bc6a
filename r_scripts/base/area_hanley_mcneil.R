# Area by base::rank, and its standard error as Hanley and McNeil (1982) write it
area_hanley_mcneil <- function(outcome, risk, level) {
  m <- sum(outcome == 1)
  n <- sum(outcome == 0)
  area <- (sum(rank(risk)[outcome == 1]) - m * (m + 1) / 2) / (as.numeric(m) * n)
  q1 <- area / (2 - area)
  q2 <- 2 * area^2 / (1 + area)
  variance <- (area * (1 - area) + (m - 1) * (q1 - area^2) + (n - 1) * (q2 - area^2)) / (as.numeric(m) * n)
  error <- sqrt(max(variance, 0))
  half_width <- stats::qnorm(1 - (1 - level) / 2) * error
  list(
    area = area, standard_error = error,
    interval = list(low = max(area - half_width, 0), high = min(area + half_width, 1))
  )
}
