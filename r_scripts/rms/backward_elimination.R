# Backward elimination by rms::fastbw, by its four rules: lrm at the optimum on standardised columns, because it calls
# others singular (a calendar year); the columns of a factor or spline as a matrix, so that they go together
backward_elimination <- function(outcome, candidates, stay, formula) {
  data <- stats::setNames(candidates, paste0("x", seq_along(candidates)))
  columns <- stats::model.matrix(formula, c(list(y = outcome), data))
  set_of <- attr(columns, "assign")[-1]
  scaled <- scale(columns[, -1, drop = FALSE])
  colnames(scaled) <- paste0("c", seq_along(set_of))
  sets <- lapply(seq_along(data), function(set) scaled[, set_of == set, drop = sum(set_of == set) == 1])
  data <- c(list(y = outcome), stats::setNames(sets, names(data)))
  optimum <- if (utils::packageVersion("rms") < "7") list(eps = 1e-8) else list(gradtol = 1e-9, reltol = 1e-15)
  model <- list(stats::reformulate(names(data)[-1], "y"), data = data, maxit = 100)
  fit <- do.call(rms::lrm, c(model, optimum))
  for (again in 1:2) fit <- do.call(rms::lrm, c(model, optimum, list(initial = stats::coef(fit))))
  centre <- attr(scaled, "scaled:center")
  spread <- attr(scaled, "scaled:scale")
  eliminated <- function(rule, type) {
    out <- rms::fastbw(fit, rule = rule, type = type, sls = stay)
    kept <- setdiff(out$parms.kept, 1) - 1
    back <- diag(c(1, 1 / spread[kept]), length(kept) + 1)
    back[1, -1] <- -centre[kept] / spread[kept]
    steps <- if (is.null(out$result)) matrix(0, 0, 7) else unname(out$result)
    list(
      deleted = as.character(names(candidates)[out$factors.deleted]),
      chi_square = steps[, 1], degrees_of_freedom = steps[, 2], p = steps[, 3], residual = steps[, 4],
      residual_degrees_of_freedom = steps[, 5], residual_p = steps[, 6], aic = steps[, 7],
      coefficients = as.numeric(back %*% as.numeric(out$coefficients)),
      standard_errors = sqrt(diag(back %*% out$var %*% t(back)))
    )
  }
  list(
    p_residual = eliminated("p", "residual"), p_individual = eliminated("p", "individual"),
    aic_residual = eliminated("aic", "residual"), aic_individual = eliminated("aic", "individual")
  )
}
