# Confidence limits of a calibration curve that is corrected for optimism by the bootstrap: rms::calibrate
calibration_limits <- function(outcome, predictors, formula, resamples, seed, level) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::lrm(formula, as.data.frame(c(list(y = outcome), predictors)), x = TRUE, y = TRUE)
  if (!"conf.int" %in% names(formals(rms::predab.resample))) stop("calibrate has confidence limits from rms 8.1 on")
  set.seed(seed)
  found <- unclass(rms::calibrate(fit, method = "boot", B = resamples, conf.int = level))
  beside <- function(column) {  # as plot() draws them, where all curves reach
    limit <- stats::setNames(as.numeric(found[, "predy"] + found[, column]), seq_len(nrow(found)))
    limit[!is.na(limit)]
  }
  list(boot = list(low = beside("Lower"), high = beside("Upper")))
}
