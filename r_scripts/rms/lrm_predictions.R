# What rms::lrm says of predictions: of a model of the given log odds alone, whose intercept is 0 and whose slope 1
lrm_predictions <- function(outcome, linear_predictor) {
  optimum <- if (utils::packageVersion("rms") < "7") list(eps = 1e-8) else list(gradtol = 1e-9, reltol = 1e-15)
  model <- list(outcome ~ linear_predictor, maxit = 100)
  fit <- do.call(rms::lrm, c(model, optimum, list(initial = c(0, 1))))
  if (isTRUE(fit$fail)) stop("lrm gives no model of these log odds")
  found <- fit$stats
  list(
    c = found[["C"]], dxy = found[["Dxy"]], gamma = found[["Gamma"]], tau_a = found[["Tau-a"]],
    brier = found[["Brier"]], g = found[["g"]], gr = found[["gr"]], gp = found[["gp"]]
  )
}
