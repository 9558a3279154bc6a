# Every cut-off with the largest Youden index: pROC::coords, whose "youden" is sensitivity + specificity
youden_cutoff <- function(outcome, risk) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  best <- pROC::coords(
    curve, x = "best", best.method = "youden", transpose = FALSE,
    ret = c("threshold", "sensitivity", "specificity", "youden")
  )
  list(
    youden = best$youden[1] - 1,
    count = nrow(best),
    cutoffs = best$threshold,
    sensitivities = best$sensitivity,
    specificities = best$specificity
  )
}
