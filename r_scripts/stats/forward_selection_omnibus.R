# Omnibus tests and model summary of the models on the path of a forward selection (positions of candidates): stats::glm
# at the optimum, and stats::anova of one against the next, and of each against the intercept only
forward_selection_omnibus <- function(outcome, candidates, formula, path) {
  data <- stats::setNames(candidates, paste0("x", seq_along(candidates)))
  columns <- stats::model.matrix(formula, c(list(y = outcome), data))
  set_of <- attr(columns, "assign")
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fits <- lapply(path, function(inside) {
    data <- list(y = outcome, x = columns[, set_of %in% c(0, inside), drop = FALSE])
    stats::glm(y ~ x - 1, stats::binomial(), data, control = optimum)
  })
  test <- function(larger, smaller) {
    change <- stats::anova(smaller, larger, test = "LRT")[2, ]
    p <- stats::pchisq(abs(change$Deviance), abs(change$Df), lower.tail = FALSE)  # of signs that differ anova has none
    c(change$Deviance, change$Df, p)
  }
  step <- mapply(test, fits[-1], fits[-length(fits)])
  model <- mapply(test, fits[-1], fits[rep(1, length(fits) - 1)])
  deviance <- vapply(fits, stats::deviance, 0)
  n <- length(outcome)
  if (length(fits) == 1) step <- model <- matrix(0, 3, 0)
  cox_snell <- -expm1((deviance - deviance[1]) / n)[-1]
  list(
    minus_two_log_likelihood = deviance,
    step_chi_square = unname(step[1, ]), step_degrees_of_freedom = abs(unname(step[2, ])), step_p = unname(step[3, ]),
    model_chi_square = unname(model[1, ]), model_degrees_of_freedom = unname(model[2, ]), model_p = unname(model[3, ]),
    cox_snell = cox_snell, nagelkerke = cox_snell / -expm1(-deviance[1] / n)
  )
}
