# Standardised mean difference: stats::var of a number, stats::mahalanobis of the shares of categories
standardised_difference <- function(outcome, column) {
  if (is.factor(column)) {
    shares <- prop.table(table(droplevels(column), outcome), 2)[-1, , drop = FALSE]
    covariance <- function(p) diag(p, length(p)) - outer(p, p)
    spread <- (covariance(shares[, "1"]) + covariance(shares[, "0"])) / 2
    return(list(difference = sqrt(stats::mahalanobis(shares[, "1"], shares[, "0"], spread))[[1]]))
  }
  event <- column[outcome == 1]
  none <- column[outcome == 0]
  list(difference = (mean(event) - mean(none)) / sqrt((stats::var(event) + stats::var(none)) / 2))
}
