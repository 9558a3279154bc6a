# Likelihood ratio, Wald and score tests of each term with the interactions that contain it, and of all together:
# stats::anova of glm fits at the optimum, without these columns and with them; Wald's from coef and vcov
term_tests <- function(outcome, predictors, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  frame <- stats::model.frame(formula, c(list(y = outcome), predictors))
  columns <- stats::model.matrix(formula, frame)
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fitted <- function(kept) {
    model <- if (any(kept)) outcome ~ columns[, kept] else outcome ~ 1
    fit <- stats::glm(model, stats::binomial(), control = optimum)
    stats::update(fit, start = stats::coef(fit))  # its weights are those of the step before the last
  }
  term <- attr(columns, "assign")
  all <- fitted(kept <- term > 0)
  estimate <- unname(stats::coef(all))
  covariance <- unname(stats::vcov(all))
  tests <- function(tested) {
    kept <- term > 0 & !tested
    less <- fitted(kept)
    wald <- sum(estimate[tested] * solve(covariance[tested, tested, drop = FALSE], estimate[tested], tol = 0))
    chi <- c(less$deviance - all$deviance, wald, stats::anova(less, all, test = "Rao")[["Rao"]][2])
    c(sum(tested), rbind(chi, stats::pchisq(chi, sum(tested), lower.tail = FALSE)))
  }
  made_of <- attr(stats::terms(formula), "factors") > 0
  each <- vapply(seq_len(ncol(made_of)), function(i) {
    above <- which(colSums(made_of[made_of[, i], , drop = FALSE]) == sum(made_of[, i]))
    tests(term %in% above)
  }, numeric(7))
  named <- c(
    "degrees_of_freedom", "likelihood_ratio", "likelihood_ratio_p", "wald", "wald_p", "score", "score_p"
  )
  together <- tests(term > 0)
  c(
    stats::setNames(lapply(1:7, function(i) each[i, ]), named),
    list(together = stats::setNames(as.list(together), named))
  )
}
