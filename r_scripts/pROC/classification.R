# Classification at a given cut-off: pROC::coords
classification <- function(outcome, risk, cutoff) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  at <- pROC::coords(
    curve, x = cutoff, input = "threshold", transpose = FALSE,
    ret = c("threshold", "tp", "fp", "fn", "tn", "accuracy", "sensitivity", "specificity", "ppv", "npv")
  )
  list(
    cutoff = at$threshold,
    true_positives = at$tp,
    false_positives = at$fp,
    false_negatives = at$fn,
    true_negatives = at$tn,
    accuracy = at$accuracy,
    sensitivity = at$sensitivity,
    specificity = at$specificity,
    ppv = at$ppv,
    npv = at$npv
  )
}
