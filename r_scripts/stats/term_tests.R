# Likelihood ratio, Wald and score tests of each term with the interactions that contain it, and of all together:
# stats::anova of glm fits at the optimum, without these columns and with them; Wald's from coef and vcov. On orthonormal
# columns, the last of which are what the term adds to the others: of these the hypothesis is the same.
term_tests <- function(outcome, predictors, formula) {
  names(predictors) <- paste0("x", seq_along(predictors))
  columns <- stats::model.matrix(formula, stats::model.frame(formula, c(list(y = outcome), predictors)))
  term <- attr(columns, "assign")
  scaled <- cbind(1, scale(columns[, -1, drop = FALSE]))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fitted <- function(columns) {
    fit <- stats::glm(outcome ~ 0 + columns, stats::binomial(), control = optimum)
    stats::update(fit, start = stats::coef(fit))  # its weights are those of the step before the last
  }
  tests <- function(tested) {
    basis <- qr.Q(qr(scaled[, order(tested)], tol = 1e-14)) * sqrt(nrow(scaled))
    last <- sort(tested)
    whole <- fitted(basis)
    less <- fitted(basis[, !last, drop = FALSE])
    estimate <- stats::coef(whole)[last]
    wald <- sum(estimate * solve(stats::vcov(whole)[last, last, drop = FALSE], estimate))
    chi <- c(less$deviance - whole$deviance, wald, stats::anova(less, whole, test = "Rao")[["Rao"]][2])
    c(sum(tested), rbind(chi, stats::pchisq(chi, sum(tested), lower.tail = FALSE)))
  }
  made_of <- attr(stats::terms(formula), "factors") > 0
  each <- vapply(seq_len(ncol(made_of)), function(i) {
    above <- which(colSums(made_of[made_of[, i], , drop = FALSE]) == sum(made_of[, i]))
    tests(term %in% above)
  }, numeric(7))
  named <- c("degrees_of_freedom", "likelihood_ratio", "likelihood_ratio_p", "wald", "wald_p", "score", "score_p")
  c(
    stats::setNames(lapply(1:7, function(i) each[i, ]), named),
    list(together = stats::setNames(as.list(tests(term > 0)), named))
  )
}
