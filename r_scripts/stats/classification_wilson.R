# Wilson's intervals of the proportions of a classification at a given cut-off: stats::prop.test without correction
classification_wilson <- function(outcome, risk, cutoff, level) {
  positive <- risk >= cutoff
  right <- positive == (outcome == 1)
  among <- list(
    sensitivity = outcome == 1, specificity = outcome == 0, ppv = positive, npv = !positive, accuracy = !is.na(risk)
  )
  lapply(among, function(of) {
    limits <- c(NaN, NaN)
    if (any(of)) limits <- as.numeric(stats::prop.test(sum(right[of]), sum(of), conf.level = level, correct = FALSE)$conf.int)
    list(proportion = mean(right[of]), wilson = list(low = limits[1], high = limits[2]))
  })
}
