# Indexes of a model's accuracy, corrected for optimism by the bootstrap: rms::validate
optimism <- function(outcome, predictors, formula, resamples, seed) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::lrm(formula, as.data.frame(c(list(y = outcome), predictors)), x = TRUE, y = TRUE)
  set.seed(seed)
  found <- unclass(rms::validate(fit, B = resamples))
  corrected <- found[, "index.corrected"]
  list(boot = list(
    apparent = unname(found[, "index.orig"]), training = unname(found[, "training"]), test = unname(found[, "test"]),
    optimism = unname(found[, "optimism"]), corrected = unname(corrected), used = unname(found[, "n"]),
    auc = (found[["Dxy", "index.orig"]] + 1) / 2, auc_corrected = (corrected[["Dxy"]] + 1) / 2,
    slope_corrected = corrected[["Slope"]], brier_corrected = corrected[["B"]], r2_corrected = corrected[["R2"]]
  ))
}
