# Indexes of a model's accuracy, corrected for optimism by outcomes put into another order: rms::validate
optimism_randomization <- function(outcome, predictors, formula, resamples, seed) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::lrm(formula, as.data.frame(c(list(y = outcome), predictors)), x = TRUE, y = TRUE)
  set.seed(seed)
  found <- unclass(rms::validate(fit, method = "randomization", B = resamples))
  of <- function(column) unname(found[, column])
  list(randomization = list(
    apparent = of("index.orig"), training = of("training"), test = of("test"), optimism = of("optimism"),
    corrected = of("index.corrected"), used = of("n"),
    auc = (found[["Dxy", "index.orig"]] + 1) / 2, auc_corrected = (found[["Dxy", "index.corrected"]] + 1) / 2,
    slope_corrected = found[["Slope", "index.corrected"]], brier_corrected = found[["B", "index.corrected"]],
    r2_corrected = found[["R2", "index.corrected"]]
  ))
}
