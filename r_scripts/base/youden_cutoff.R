# Every midpoint of two risks with the largest Youden index, from the counts on either side: base::findInterval
youden_cutoff <- function(outcome, risk) {
  distinct <- sort(unique(risk))
  below <- utils::head(distinct, -1)
  above <- distinct[-1]
  middle <- (below + above) / 2
  thresholds <- c(-Inf, ifelse(middle > below, middle, above), Inf)
  less <- function(of) base::findInterval(thresholds, sort(risk[of]), left.open = TRUE)
  cases <- outcome == 1
  sensitivities <- (sum(cases) - less(cases)) / sum(cases)
  specificities <- less(!cases) / sum(!cases)
  best <- which(sensitivities + specificities == max(sensitivities + specificities))
  list(
    youden = max(sensitivities + specificities) - 1,
    count = length(best),
    cutoffs = thresholds[best],
    sensitivities = sensitivities[best],
    specificities = specificities[best]
  )
}
