# DeLong's test of the areas of two groups of patients, with its interval, by placements from ranks: stats::pt
delong_test_unpaired <- function(outcome, risk, outcome_of_others, risk_of_others, level) {
  area <- function(outcome, risk) {
    m <- sum(outcome == 1)
    n <- sum(outcome == 0)
    ranks <- rank(c(risk[outcome == 1], risk[outcome == 0]))
    cases <- (ranks[seq_len(m)] - rank(risk[outcome == 1])) / n
    controls <- (ranks[m + seq_len(n)] - rank(risk[outcome == 0])) / m
    squares <- function(placements) sum((placements - mean(placements))^2)
    list(of = mean(cases), variance = squares(cases) / (m - 1) / m + squares(controls) / (n - 1) / n)
  }
  first <- area(outcome, risk)
  second <- area(outcome_of_others, risk_of_others)
  variance <- first$variance + second$variance
  df <- variance^2 / (first$variance^2 / (length(risk) - 1) + second$variance^2 / (length(risk_of_others) - 1))
  difference <- first$of - second$of
  reach <- stats::qt(1 - (1 - level) / 2, df) * sqrt(variance)
  list(
    first = first$of, second = second$of, difference = difference, standard_error = sqrt(variance),
    statistic = difference / sqrt(variance), df = df, p_value = 2 * stats::pt(-abs(difference / sqrt(variance)), df),
    interval = list(low = difference - reach, high = difference + reach)
  )
}
