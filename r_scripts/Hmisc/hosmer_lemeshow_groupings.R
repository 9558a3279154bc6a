# Hosmer-Lemeshow test in groups of equal size that keep ties together: Hmisc::cut2
hosmer_lemeshow_groupings <- function(outcome, risk, groups) {
  if (min(risk) == max(risk)) stop("all risks are equal")
  if (groups > length(risk)) stop("more groups than patients")
  group <- as.integer(Hmisc::cut2(risk, g = groups))
  observed <- rowsum(cbind(1 - outcome, outcome), group)
  expected <- rowsum(cbind(1 - risk, risk), group)
  statistic <- sum((observed - expected)^2 / expected)
  filled <- nrow(observed)
  list(cut2 = list(
    statistic = statistic, groups = filled,
    p = if (filled > 2) pchisq(statistic, filled - 2, lower.tail = FALSE) else NaN,
    p_validation = pchisq(statistic, filled, lower.tail = FALSE),
    sizes = as.integer(rowSums(observed)), observed_events = as.integer(observed[, 2]),
    expected_events = as.vector(expected[, 2])
  ))
}
