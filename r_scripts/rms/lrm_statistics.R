# What rms::lrm says of a model beside its coefficients, that hangs on the likelihood: on orthonormal columns because it
# calls others singular, and twice, because its last step squares the error that is left
lrm_statistics <- function(outcome, predictors, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  columns <- stats::model.matrix(formula, stats::model.frame(formula, c(list(y = outcome), predictors)))
  scaled <- scale(columns[, -1, drop = FALSE])
  data <- as.data.frame(qr.Q(qr(scaled, tol = 1e-12)) * sqrt(nrow(scaled)))
  names(data) <- paste0("q", seq_along(data))
  optimum <- if (utils::packageVersion("rms") < "7") list(eps = 1e-8) else list(gradtol = 1e-9, reltol = 1e-15)
  model <- list(stats::reformulate(names(data), "y"), data = c(list(y = outcome), data), maxit = 100)
  found <- do.call(rms::lrm, c(model, optimum))$stats
  of_size <- unname(found[grep("^R2\\(", names(found))])
  list(
    patients = found[["Obs"]], likelihood_ratio = found[["Model L.R."]], degrees_of_freedom = found[["d.f."]],
    likelihood_ratio_p = found[["P"]], r2 = found[["R2"]],
    r2_n = of_size[1], r2_pn = of_size[2], r2_ess = of_size[3], r2_p_ess = of_size[4]
  )
}
