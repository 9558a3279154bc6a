# Every coordinate of the corners of an ROC curve: pROC::coords, whose "youden" is J + 1.
# Likelihood ratios are its own from 1.19 on; before, they are formed as it forms them since.
roc_coordinates <- function(outcome, risk) {
  curve <- pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", quiet = TRUE)
  has_ratios <- utils::packageVersion("pROC") >= "1.19"
  at <- pROC::coords(
    curve, x = "local maximas", transpose = FALSE,
    ret = c(
      "threshold", "tp", "fp", "fn", "tn", "sensitivity", "specificity", "accuracy", "ppv", "npv", "fpr", "fnr", "fdr",
      "1-accuracy", "1-npv", "youden", "closest.topleft", if (has_ratios) c("lr_pos", "lr_neg")
    )
  )
  at <- at[is.finite(at$threshold), ]  # beyond, a predictive value is of nobody
  if (!has_ratios) {
    at$lr_pos <- at$sensitivity / (1 - at$specificity)
    at$lr_neg <- (1 - at$sensitivity) / at$specificity
  }
  list(
    count = nrow(at), thresholds = at$threshold, true_positives = at$tp, false_positives = at$fp, false_negatives = at$fn,
    true_negatives = at$tn, sensitivities = at$sensitivity, specificities = at$specificity, accuracies = at$accuracy,
    ppv = at$ppv, npv = at$npv, false_positive_rates = at$fpr, false_negative_rates = at$fnr,
    false_discovery_rates = at$fdr, error_rates = at[["1-accuracy"]], false_omission_rates = at[["1-npv"]],
    positive_ratios = at$lr_pos, negative_ratios = at$lr_neg, youden = at$youden - 1,
    squared_distances = at$closest.topleft
  )
}
