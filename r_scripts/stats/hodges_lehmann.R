# Hodges and Lehmann's shift: stats::median of all differences; its interval by stats::wilcox.test, whose roots are found to
# 1e-14 of the range. Its own estimate by the approximation is any point between the two differences in the middle.
hodges_lehmann <- function(outcome, values, level) {
  event <- values[outcome == 1]
  none <- values[outcome == 0]
  exact <- max(length(event), length(none)) < 50 && !anyDuplicated(values)
  test <- stats::wilcox.test(
    event, none,
    exact = exact, correct = TRUE, conf.int = TRUE, conf.level = level, tol.root = 1e-14 * diff(range(values))
  )
  list(
    shift = stats::median(outer(event, none, "-")),
    interval = list(low = test$conf.int[1], high = test$conf.int[2])
  )
}
