# Confidence limits of indexes that are corrected for optimism by the bootstrap: rms::validate
optimism_limits <- function(outcome, predictors, formula, resamples, seed, level) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::lrm(formula, as.data.frame(c(list(y = outcome), predictors)), x = TRUE, y = TRUE)
  if (!"conf.int" %in% names(formals(rms::predab.resample))) stop("validate has confidence limits from rms 8.1 on")
  set.seed(seed)
  found <- unclass(rms::validate(fit, method = "boot", B = resamples, conf.int = level))
  of <- function(column) {
    limit <- unname(found[rownames(found) != "Emax", column])
    limit[is.na(limit)] <- NaN # where a resample does not have the index
    limit
  }
  list(boot = list(low = of("Lower"), high = of("Upper")))
}
