# The tables that SPSS prints of each model on the path of a forward selection (positions of candidates): glm at the
# optimum, drop1 for the model if a term is removed, anova of test Rao for the columns of sets, and all, outside
forward_selection_tables <- function(outcome, candidates, level, formula, path) {
  data <- stats::setNames(candidates, paste0("x", seq_along(candidates)))
  columns <- stats::model.matrix(formula, c(list(y = outcome), data))
  set_of <- attr(columns, "assign")
  sets <- lapply(seq_along(data), function(set) columns[, set_of == set, drop = FALSE])
  data <- c(list(y = outcome), stats::setNames(sets, names(data)))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  tables <- lapply(path, function(inside) {
    model <- stats::reformulate(c("1", names(data)[-1][inside]), "y")
    fit <- stats::glm(model, stats::binomial(), data, control = optimum)
    fit <- stats::glm(model, stats::binomial(), data, control = optimum, start = stats::coef(fit))
    wald <- unname(stats::coef(summary(fit)))
    limits <- exp(stats::confint.default(fit, level = level))[-1, , drop = FALSE]
    places <- split(seq_len(fit$rank), attr(stats::model.matrix(fit), "assign"))[-1]
    joint <- vapply(places, function(k) drop(wald[k, 1] %*% solve(stats::vcov(fit)[k, k], wald[k, 1])), 0)
    rao <- function(added) {
      start <- c(stats::coef(fit), numeric(length(added)))
      larger <- stats::update(stats::formula(fit), ~ . + added)
      of <- c(data, list(added = columns[, added, drop = FALSE]))
      larger <- stats::glm(larger, stats::binomial(), of, start = start, maxit = 1)
      test <- stats::anova(fit, larger, test = "Rao")[2, ]
      c(test$Rao, test$Df, stats::pchisq(max(test$Rao, 0), test$Df, lower.tail = FALSE))  # below 0 anova has no p
    }
    outside <- which(!set_of %in% c(0, inside))
    each <- vapply(outside[set_of[outside] %in% set_of[duplicated(set_of)]], rao, numeric(3))
    all <- if (length(outside)) rao(outside)
    without <- stats::drop1(fit, names(data)[-1][inside], test = "LRT")[-1, ]
    list(
      coefficients = wald[, 1], standard_errors = wald[, 2], wald = wald[, 3]^2, p = wald[, 4],
      odds_ratios = exp(wald[-1, 1]), odds_ratios_low = limits[, 1], odds_ratios_high = limits[, 2],
      set_wald = joint, set_degrees_of_freedom = lengths(places),
      set_wald_p = stats::pchisq(joint, lengths(places), lower.tail = FALSE),
      log_likelihood_without = -without$Deviance / 2,
      removal_chi_square = without$LRT, removal_p = without[["Pr(>Chi)"]],
      column_score = each[1, ], column_score_p = each[3, ],
      overall_score = all[1], overall_degrees_of_freedom = all[2], overall_p = all[3]
    )
  })
  fields <- stats::setNames(nm = names(tables[[1]]))
  lapply(fields, function(field) as.numeric(unlist(lapply(tables, `[[`, field))))
}
