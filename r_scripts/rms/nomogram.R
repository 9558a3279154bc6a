# Nomogram of a fit that is given fixed coefficients and linear predictors: rms::nomogram.
# The axes come from datadist; the fit is there for its design only, by least squares, because lrm calls a calendar year
# singular. `shown_at` has values of predictors that others are shown at.
nomogram <- function(outcome, predictors, formula, coefficients, linear_predictor, shown_at) {
  if (length(shown_at)) names(shown_at) <- paste0("x", match(names(shown_at), names(predictors)))
  names(predictors) <- paste0("x", seq_along(predictors))
  assign("parity_datadist", rms::datadist(as.data.frame(predictors)), envir = globalenv())
  before <- options(datadist = "parity_datadist")
  on.exit({ options(before); rm("parity_datadist", envir = globalenv()) })
  fit <- rms::ols(formula, as.data.frame(c(list(y = outcome), predictors)), tol = 1e-14)
  fit$coefficients[] <- coefficients
  fit$linear.predictors <- linear_predictor
  drawn <- rms::nomogram(fit, fun = stats::plogis, funlabel = "Risk", interact = if (length(shown_at)) shown_at)

  axes <- unclass(drawn)[seq_len(length(drawn) - 3)]
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
