# Forward selection as SPSS's FSTEP(LR), a loop: the score test lets in, the likelihood ratio puts out. glm at the
# optimum, and once more from there, since the score test takes its last weights; of the larger model only the columns
# are looked at, so that one iteration of it is enough.
forward_selection <- function(outcome, candidates, entry, removal, formula) {
  data <- stats::setNames(candidates, paste0("x", seq_along(candidates)))
  columns <- stats::model.matrix(formula, c(list(y = outcome), data))
  sets <- lapply(seq_along(data), function(set) columns[, attr(columns, "assign") == set, drop = FALSE])
  data <- c(list(y = outcome), stats::setNames(sets, names(data)))
  optimum <- stats::glm.control(epsilon = 1e-14, maxit = 100)
  fitted <- function(inside) {
    model <- stats::reformulate(c("1", names(data)[-1][inside]), "y")
    fit <- stats::glm(model, stats::binomial(), data, control = optimum)
    stats::glm(model, stats::binomial(), data, control = optimum, start = stats::coef(fit))
  }
  score <- function(set, fit) {
    model <- stats::update(stats::formula(fit), ~ . + added)
    start <- c(stats::coef(fit), numeric(ncol(sets[[set]])))
    larger <- stats::glm(model, stats::binomial(), c(data, list(added = sets[[set]])), start = start, maxit = 1)
    test <- stats::anova(fit, larger, test = "Rao")[2, ]
    c(test$Rao, test$Df, stats::pchisq(max(test$Rao, 0), test$Df, lower.tail = FALSE))  # below 0 anova has no p
  }
  path <- list(integer(0))
  changes <- "intercept only"
  steps <- list()
  repeat {
    inside <- path[[length(path)]]
    outside <- setdiff(seq_along(sets), inside)
    fit <- fitted(inside)
    p <- if (length(inside)) stats::drop1(fit, test = "LRT")[-1, "Pr(>Chi)"]
    tests <- matrix(vapply(outside, score, numeric(3), fit), nrow = 3)
    steps <- c(steps, list(tests))
    leaves <- inside[p > removal & p >= max(p, 0) * (1 - 1e-9)]
    near <- tests[3, ] < entry & tests[3, ] <= min(tests[3, ], 1) * (1 + 1e-9)
    enters <- if (!length(leaves)) outside[near][tests[1, near] >= max(tests[1, near], 0) * (1 - 1e-9)]
    stopped <- if (length(outside)) "no candidate enters" else "all candidates are in the model"
    if (!length(c(leaves, enters))) break
    stopped <- "the next model would be an earlier one"
    changed <- if (length(leaves)) setdiff(inside, leaves[1]) else sort(c(inside, enters[1]))
    if (list(changed) %in% path) break
    changes <- c(changes, paste(names(candidates)[c(leaves, enters)[1]], if (length(leaves)) "leaves" else "enters"))
    path <- c(path, list(changed))
  }
  tests <- do.call(cbind, steps)
  list(
    stopped = stopped, changes = changes,
    score = tests[1, ], score_degrees_of_freedom = tests[2, ], score_p = tests[3, ]
  )
}
