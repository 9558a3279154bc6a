# Hosmer-Lemeshow test in groups of whole blocks of equal risk, by the manuals of SAS and, unconfirmed, of SPSS: rowsum
hosmer_lemeshow_blocks <- function(outcome, risk, groups) {
  if (min(risk) == max(risk)) stop("all risks are equal")
  n <- length(risk)
  if (groups > n) stop("more groups than patients")
  target <- floor(n / groups + 0.5)
  tested <- function(block, most, joins) {
    counts <- tabulate(block)
    of_block <- integer(length(counts))
    current <- 1
    size <- 0
    for (one in seq_along(counts)) {
      fits <- size < target && size + floor(counts[one] / 2) <= target
      if (one > 1 && !fits && current < most) {
        current <- current + 1
        size <- 0
      }
      of_block[one] <- current
      size <- size + counts[one]
    }
    if (current > 1 && joins(size)) of_block[of_block == current] <- current - 1
    observed <- rowsum(cbind(1 - outcome, outcome), of_block[block])
    expected <- rowsum(cbind(1 - risk, risk), of_block[block])
    statistic <- sum((observed - expected)^2 / expected)
    filled <- nrow(observed)
    list(
      statistic = statistic, groups = filled,
      p = if (filled > 2) pchisq(statistic, filled - 2, lower.tail = FALSE) else NaN,
      p_validation = pchisq(statistic, filled, lower.tail = FALSE),
      sizes = as.integer(rowSums(observed)), observed_events = as.integer(observed[, 2]),
      expected_events = as.vector(expected[, 2])
    )
  }
  same_risk <- match(risk, sort(unique(risk)))
  bins <- pmin(floor(risk * 2000), 1999)
  list(
    sas_logistic = tested(same_risk, Inf, function(size) size <= floor(n / (2 * groups))),
    sas_hplogistic = tested(match(bins, sort(unique(bins))), groups, function(size) size < target / 2),
    spss = tested(same_risk, groups, function(size) FALSE)
  )
}
