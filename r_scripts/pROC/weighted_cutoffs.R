# Cut-offs that are best by each criterion of pROC::coords, weighted; its "youden" is J + 1
weighted_cutoffs <- function(outcome, risk, cost, prevalence) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  best <- function(method) {
    pROC::coords(
      curve, x = "best", best.method = method, best.weights = c(cost, prevalence), transpose = FALSE,
      ret = c("threshold", "sensitivity", "specificity", method)
    )
  }
  by <- function(found, criterion) {
    list(
      criterion = criterion, cutoffs = found$threshold, sensitivities = found$sensitivity,
      specificities = found$specificity
    )
  }
  index <- best("youden")
  distance <- best("closest.topleft")
  list(youden = by(index, index$youden[1] - 1), closest_topleft = by(distance, distance$closest.topleft[1]))
}
