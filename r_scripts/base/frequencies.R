# Categories of a predictor with the event and without: base::table and prop.table
frequencies <- function(outcome, categories) {
  counts <- table(categories, factor(outcome, levels = c(0, 1)))
  percent <- 100 * prop.table(counts, 2)
  named <- function(column) stats::setNames(as.vector(column), rownames(counts))
  list(
    event = named(counts[, "1"]), none = named(counts[, "0"]),
    event_percent = named(percent[, "1"]), none_percent = named(percent[, "0"])
  )
}
