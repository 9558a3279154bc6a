# Confidence limits of indexes that are corrected for optimism by outcomes put into another order: rms::validate
optimism_limits_randomization <- function(outcome, predictors, formula, resamples, seed, level) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::lrm(formula, as.data.frame(c(list(y = outcome), predictors)), x = TRUE, y = TRUE)
  if (!"conf.int" %in% names(formals(rms::predab.resample))) stop("validate has confidence limits from rms 8.1 on")
  set.seed(seed)
  found <- unclass(rms::validate(fit, method = "randomization", B = resamples, conf.int = level))
  of <- function(column) {
    limit <- unname(found[rownames(found) != "Emax", column])
    limit[is.na(limit)] <- NaN # where a resample does not have the index
    limit
  }
  list(randomization = list(low = of("Lower"), high = of("Upper")))
}
