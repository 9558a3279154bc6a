# Nomogram of an lrm fit that is given fixed coefficients and linear predictors: rms::nomogram.
# The axes come from datadist; the fit itself is on standardised columns, because lrm calls a calendar year singular.
nomogram <- function(outcome, predictors, coefficients, linear_predictor) {
  names(predictors) <- paste0("x", seq_along(predictors))
  assign("parity_datadist", rms::datadist(as.data.frame(predictors)), envir = globalenv())
  before <- options(datadist = "parity_datadist")
  on.exit({ options(before); rm("parity_datadist", envir = globalenv()) })
  standardised <- lapply(predictors, function(x) if (is.numeric(x)) (x - mean(x)) / stats::sd(x) else x)
  fit <- rms::lrm(stats::reformulate(names(predictors), "y"), data = c(list(y = outcome), standardised), tol = 1e-14)
  fit$coefficients[] <- coefficients
  fit$linear.predictors <- linear_predictor
  drawn <- rms::nomogram(fit, fun = stats::plogis, funlabel = "Risk")

  axes <- unclass(drawn)[names(predictors)]
  each <- function(of_axis) unlist(lapply(axes, of_axis), use.names = FALSE)
  list(
    values = each(function(axis) if (is.character(axis[[1]])) seq_along(axis[[1]]) else as.numeric(axis[[1]])),
    tick_labels = each(function(axis) vapply(axis[[1]], format, "")),
    points = each(function(axis) axis$points),
    total_points = drawn$total.points$x, total_labels = format(drawn$total.points$x, trim = TRUE),
    linear_predictor = drawn$lp$x.real, linear_predictor_labels = format(drawn$lp$x.real, trim = TRUE),
    linear_predictor_points = drawn$lp$x,
    risk = drawn$Risk$x.real, risk_labels = drawn$Risk$fat, risk_points = unname(drawn$Risk$x),
    points_per_unit = attr(drawn, "info")$sc, intercept = attr(drawn, "info")$Intercept[[1]]
  )
}
