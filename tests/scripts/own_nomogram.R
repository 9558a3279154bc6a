# The nomogram of R's own fit of a formula, at the maximum of the likelihood: stats::glm, rms::nomogram
own_nomogram <- function(outcome, predictors, formula, shown_at) {
  names(shown_at) <- paste0("x", match(names(shown_at), names(predictors)))[seq_along(shown_at)]
  names(predictors) <- paste0("x", seq_along(predictors))
  data <- as.data.frame(c(list(y = outcome), predictors))
  fit <- stats::glm(formula, stats::binomial(), data, control = stats::glm.control(epsilon = 1e-14, maxit = 100))
  fit <- stats::update(fit, start = stats::coef(fit))
  assign("parity_datadist", rms::datadist(data[-1]), envir = globalenv())
  before <- options(datadist = "parity_datadist")
  on.exit({ options(before); rm("parity_datadist", envir = globalenv()) })
  design <- rms::ols(formula, data, tol = 1e-14)
  terms <- names(stats::coef(design))
  design$coefficients[] <- stats::coef(fit)
  design$linear.predictors <- unname(fit$linear.predictors)
  drawn <- rms::nomogram(design, fun = stats::plogis, funlabel = "Risk", interact = if (length(shown_at)) shown_at)
  axes <- unclass(drawn)[seq_len(length(drawn) - 3)]
  list(
    terms = gsub("x([0-9]+)", "<\\1>", terms), coefficients = unname(stats::coef(fit)),
    points = unlist(lapply(axes, function(axis) axis$points), use.names = FALSE)
  )
}
