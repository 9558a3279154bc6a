# CPU seconds of rms's validation by the bootstrap, and what it gives
validation <- function(outcome, predictors, resamples, seed, curve) {
  fit <- rms::lrm(outcome ~ ., as.data.frame(c(list(outcome = outcome), predictors)), x = TRUE, y = TRUE)
  set.seed(seed)
  seconds <- system.time(
    found <- if (curve) rms::calibrate(fit, B = resamples) else rms::validate(fit, B = resamples)
  )
  list(seconds = sum(seconds[1:2]), corrected = as.numeric(unclass(found)[, "index.corrected"]),
    rms = as.character(utils::packageVersion("rms")))
}
