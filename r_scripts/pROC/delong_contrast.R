# DeLong's test that the areas of a risk and of other scores are equal: pROC::var, pROC::cov and base::solve
delong_contrast <- function(outcome, risk, scores) {
  curve <- function(score) pROC::roc(outcome, score, levels = c(0, 1), direction = "<", quiet = TRUE)
  curves <- c(list(curve(risk)), lapply(unname(scores), curve))
  k <- length(curves)
  joint <- matrix(0, k, k)
  for (i in seq_len(k)) {
    joint[i, i] <- pROC::var(curves[[i]], method = "delong")
    for (j in seq_len(i - 1)) {
      joint[i, j] <- joint[j, i] <- pROC::cov(curves[[i]], curves[[j]], method = "delong")
    }
  }
  areas <- vapply(curves, function(curve) as.numeric(curve$auc), numeric(1))
  contrast <- cbind(1, -diag(k - 1))
  differences <- as.numeric(contrast %*% areas)
  within <- contrast %*% joint %*% t(contrast)
  chi_square <- sum(differences * solve(within, differences))
  list(
    area = areas[1], areas = stats::setNames(areas[-1], names(scores)),
    differences = stats::setNames(differences, names(scores)),
    standard_errors = stats::setNames(sqrt(diag(within)), names(scores)),
    chi_square = chi_square, df = k - 1, p_value = stats::pchisq(chi_square, k - 1, lower.tail = FALSE)
  )
}
