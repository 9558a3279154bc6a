# Every cut-off that is closest to the top left corner: pROC::coords
closest_topleft_cutoff <- function(outcome, risk) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  best <- pROC::coords(
    curve, x = "best", best.method = "closest.topleft", transpose = FALSE,
    ret = c("threshold", "sensitivity", "specificity", "closest.topleft")
  )
  list(
    squared_distance = best$closest.topleft[1],
    count = nrow(best),
    cutoffs = best$threshold,
    sensitivities = best$sensitivity,
    specificities = best$specificity
  )
}
