# DeLong's test of the areas of two scores of the same patients, by the placements' differences, from ranks: stats::pnorm
delong_test_paired <- function(outcome, risk, score, level) {
  m <- sum(outcome == 1)
  n <- sum(outcome == 0)
  placements <- function(score) {
    ranks <- rank(c(score[outcome == 1], score[outcome == 0]))
    list(
      cases = (ranks[seq_len(m)] - rank(score[outcome == 1])) / n,
      controls = 1 - (ranks[m + seq_len(n)] - rank(score[outcome == 0])) / m
    )
  }
  one <- placements(risk)
  other <- placements(score)
  squares <- function(differences) sum((differences - mean(differences))^2)
  variance <- squares(one$cases - other$cases) / (m - 1) / m + squares(one$controls - other$controls) / (n - 1) / n
  difference <- mean(one$cases) - mean(other$cases)
  statistic <- if (difference == 0 && variance %in% 0) 0 else difference / sqrt(variance)
  reach <- stats::qnorm(1 - (1 - level) / 2) * sqrt(variance)
  list(
    first = mean(one$cases), second = mean(other$cases), difference = difference,
    standard_error = sqrt(variance), statistic = statistic, p_value = 2 * stats::pnorm(-abs(statistic)),
    interval = list(low = difference - reach, high = difference + reach)
  )
}
