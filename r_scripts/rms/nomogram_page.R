# The nomogram of an lrm fit that is given fixed coefficients, drawn: plot(rms::nomogram)
nomogram_page <- function(outcome, predictors, labels, coefficients, linear_predictor, options) {
  names(predictors) <- paste0("x", seq_along(predictors))
  for (i in seq_along(predictors)) Hmisc::label(predictors[[i]]) <- labels[i]
  assign("parity_datadist", rms::datadist(as.data.frame(predictors)), envir = globalenv())
  before <- options(datadist = "parity_datadist")
  on.exit({ options(before); rm("parity_datadist", envir = globalenv()) })
  standardised <- lapply(predictors, function(x) {
    if (is.numeric(x)) x[] <- (x - mean(x)) / stats::sd(x)
    x
  })
  fit <- rms::lrm(stats::reformulate(names(predictors), "y"), data = c(list(y = outcome), standardised), tol = 1e-14)
  fit$coefficients[] <- coefficients
  fit$linear.predictors <- linear_predictor
  of_object <- names(options) %in% names(formals(rms::nomogram))
  drawn <- do.call(rms::nomogram, c(list(fit, fun = stats::plogis, funlabel = "Risk"), options[of_object]))
  do.call(plot, c(list(drawn), options[!of_object]))
}
