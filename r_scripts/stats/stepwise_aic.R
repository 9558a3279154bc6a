# Stepwise selection by AIC: stats::step on glm at the optimum, from all candidates and from none
stepwise_aic <- function(outcome, candidates, formula) {
  data <- stats::setNames(candidates, paste0("x", seq_along(candidates)))
  columns <- stats::model.matrix(formula, c(list(y = outcome), data))
  sets <- lapply(seq_along(data), function(set) columns[, attr(columns, "assign") == set, drop = FALSE])
  data <- c(list(y = outcome), stats::setNames(sets, names(data)))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  scope <- list(lower = y ~ 1, upper = stats::reformulate(names(data)[-1], "y"))
  all <- stats::glm(scope$upper, stats::binomial(), data, control = optimum)
  none <- stats::glm(scope$lower, stats::binomial(), data, control = optimum)
  path <- function(fit, direction) {
    steps <- stats::step(fit, scope, direction = direction, trace = 0)$anova
    change <- as.character(steps$Step)
    place <- match(substring(change, 3), names(data)[-1])
    list(
      changes = ifelse(change == "", "start", paste0(substring(change, 1, 2), names(candidates)[place])),
      degrees_of_freedom = steps$Df[-1], deviance = steps$Deviance[-1],
      residual_degrees_of_freedom = steps[["Resid. Df"]], residual_deviance = steps[["Resid. Dev"]], aic = steps$AIC
    )
  }
  list(
    backward = path(all, "backward"), both = path(all, "both"),
    forward = path(none, "forward"), both_from_none = path(none, "both")
  )
}
