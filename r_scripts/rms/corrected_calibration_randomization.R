# Smooth calibration curve, corrected for optimism by outcomes put into another order: rms::calibrate
corrected_calibration_randomization <- function(outcome, predictors, formula, resamples, seed) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::lrm(formula, as.data.frame(c(list(y = outcome), predictors)), x = TRUE, y = TRUE)
  set.seed(seed)
  found <- rms::calibrate(fit, method = "randomization", B = resamples)
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  said <- utils::capture.output(distance <- abs(plot(found, riskdist = FALSE)))  # whose summary it only prints, rounded
  of <- function(column) as.numeric(unclass(found)[, column])
  list(randomization = list(
    risk = of("predy"), apparent = of("calibrated.orig"), corrected = of("calibrated.corrected"),
    error = of("index.orig"), training = of("training"), test = of("test"), optimism = of("optimism"),
    error_corrected = of("index.corrected"), used = of("n"),
    mean_absolute_error = mean(distance, na.rm = TRUE), mean_squared_error = mean(distance^2, na.rm = TRUE),
    error_90 = stats::quantile(distance, 0.9, na.rm = TRUE, names = FALSE)
  ))
}
