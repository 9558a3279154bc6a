# Counts on either side of each midpoint of two risks that has controls directly below and cases directly above, or no
# case above, and what is formed of them: base::findInterval
roc_coordinates <- function(outcome, risk) {
  distinct <- sort(unique(risk))
  below <- utils::head(distinct, -1)
  above <- distinct[-1]
  middle <- (below + above) / 2
  thresholds <- c(-Inf, ifelse(middle > below, middle, above), Inf)
  less <- function(of) base::findInterval(thresholds, sort(risk[of]), left.open = TRUE)
  fn <- less(outcome == 1)
  tn <- less(outcome == 0)
  m <- sum(outcome == 1)
  n <- sum(outcome == 0)
  corner <- c(TRUE, diff(tn) > 0) & (c(diff(fn) > 0, TRUE) | fn == m) & is.finite(thresholds)
  fn <- fn[corner]
  tn <- tn[corner]
  tp <- m - fn
  fp <- n - tn
  list(
    count = length(fn), thresholds = thresholds[corner],
    true_positives = tp, false_positives = fp, false_negatives = fn, true_negatives = tn,
    sensitivities = tp / m, specificities = tn / n, accuracies = (tp + tn) / (m + n),
    ppv = tp / (tp + fp), npv = tn / (tn + fn), false_positive_rates = fp / n, false_negative_rates = fn / m,
    false_discovery_rates = fp / (tp + fp), error_rates = (fp + fn) / (m + n), false_omission_rates = fn / (tn + fn),
    positive_ratios = (tp / m) / (fp / n), negative_ratios = (fn / m) / (tn / n), youden = tp / m + tn / n - 1,
    squared_distances = (fn / m)^2 + (fp / n)^2
  )
}
