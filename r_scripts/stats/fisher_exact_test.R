# Fisher's exact test: stats::fisher.test
fisher_exact_test <- function(outcome, categories) {
  list(p = stats::fisher.test(table(droplevels(categories), outcome), conf.int = FALSE)$p.value)
}
