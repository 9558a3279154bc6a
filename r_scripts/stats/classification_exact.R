# Clopper and Pearson's intervals of the proportions of a classification at a given cut-off: stats::binom.test
classification_exact <- function(outcome, risk, cutoff, level) {
  positive <- risk >= cutoff
  right <- positive == (outcome == 1)
  among <- list(
    sensitivity = outcome == 1, specificity = outcome == 0, ppv = positive, npv = !positive, accuracy = !is.na(risk)
  )
  lapply(among, function(of) {
    limits <- c(NaN, NaN)
    if (any(of)) limits <- as.numeric(stats::binom.test(sum(right[of]), sum(of), conf.level = level)$conf.int)
    list(exact = list(low = limits[1], high = limits[2]))
  })
}
