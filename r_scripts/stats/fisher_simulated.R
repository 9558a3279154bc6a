# Fisher's exact test with a p value from tables of the same margins: stats::fisher.test
fisher_simulated <- function(outcome, categories, resamples, seed) {
  counts <- table(droplevels(categories), outcome)
  set.seed(seed)
  list(p = stats::fisher.test(counts, simulate.p.value = TRUE, B = resamples, conf.int = FALSE)$p.value)
}
