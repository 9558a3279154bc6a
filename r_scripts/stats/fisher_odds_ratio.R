# The conditional odds ratio of a fourfold table as stats::fisher.test gives it: the odds in the second category over the first
fisher_odds_ratio <- function(outcome, categories, level) {
  counts <- table(droplevels(categories), outcome)[2:1, c("1", "0")]
  test <- stats::fisher.test(counts, conf.level = level)
  list(
    odds_ratio = test$estimate[["odds ratio"]],
    interval = list(low = test$conf.int[1], high = test$conf.int[2])
  )
}
