# Classification at a given cut-off: base::table and its proportions
classification <- function(outcome, risk, cutoff) {
  positive <- factor(risk >= cutoff, levels = c(TRUE, FALSE))
  case <- factor(outcome == 1, levels = c(TRUE, FALSE))
  cells <- base::table(positive, case)
  by_outcome <- base::prop.table(cells, margin = 2)
  by_prediction <- base::prop.table(cells, margin = 1)
  list(
    true_positives = cells["TRUE", "TRUE"],
    false_positives = cells["TRUE", "FALSE"],
    false_negatives = cells["FALSE", "TRUE"],
    true_negatives = cells["FALSE", "FALSE"],
    accuracy = sum(diag(cells)) / sum(cells),
    sensitivity = by_outcome["TRUE", "TRUE"],
    specificity = by_outcome["FALSE", "FALSE"],
    ppv = by_prediction["TRUE", "TRUE"],
    npv = by_prediction["FALSE", "FALSE"]
  )
}
