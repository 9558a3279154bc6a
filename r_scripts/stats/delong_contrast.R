# DeLong's test that the areas of a risk and of other scores are equal, by placements from ranks: stats::cov, Cholesky
delong_contrast <- function(outcome, risk, scores) {
  m <- sum(outcome == 1)
  n <- sum(outcome == 0)
  columns <- c(list(risk), unname(scores))
  cases <- sapply(columns, function(score) {
    (rank(c(score[outcome == 1], score[outcome == 0]))[seq_len(m)] - rank(score[outcome == 1])) / n
  })
  controls <- sapply(columns, function(score) {
    1 - (rank(c(score[outcome == 1], score[outcome == 0]))[m + seq_len(n)] - rank(score[outcome == 0])) / m
  })
  away <- function(placements) placements[, 1] - placements[, -1, drop = FALSE]
  within <- stats::cov(away(cases)) / m + stats::cov(away(controls)) / n
  areas <- colMeans(cases)
  differences <- areas[1] - areas[-1]
  chi_square <- sum(backsolve(chol(within), differences, transpose = TRUE)^2)
  list(
    area = areas[1], areas = stats::setNames(areas[-1], names(scores)),
    differences = stats::setNames(differences, names(scores)),
    standard_errors = stats::setNames(sqrt(diag(within)), names(scores)),
    chi_square = chi_square, df = length(differences),
    p_value = stats::pchisq(chi_square, length(differences), lower.tail = FALSE)
  )
}
