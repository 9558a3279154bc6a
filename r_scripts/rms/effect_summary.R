# Effects between quartiles, or against the most frequent level, of a fit that is given fixed coefficients, and the
# covariance that follows from fixed log odds: rms::summary. The fit is there for its design only, by least squares,
# because lrm calls a calendar year singular; without residual degrees of freedom its limits are by the normal
# distribution, as lrm's are.
effect_summary <- function(outcome, predictors, level, formula, coefficients, linear_predictor) {
  names(predictors) <- paste0("x", seq_along(predictors))
  assign("parity_datadist", rms::datadist(as.data.frame(predictors)), envir = globalenv())
  before <- options(datadist = "parity_datadist")
  on.exit({ options(before); rm("parity_datadist", envir = globalenv()) })
  fit <- rms::ols(formula, as.data.frame(c(list(y = outcome), predictors)), tol = 1e-14)
  fit$coefficients[] <- coefficients
  columns <- stats::model.matrix(formula, stats::model.frame(formula, c(list(y = outcome), predictors)))
  scaled <- scale(columns[, -1, drop = FALSE])
  weighted <- qr(sqrt(stats::dlogis(linear_predictor)) * cbind(1, scaled), tol = 1e-14)
  unit <- c(1, attr(scaled, "scaled:scale"))
  fit$var[] <- chol2inv(qr.R(weighted)) / outer(unit, unit)  # but for the intercept's, which is not asked for
  fit$df.residual <- NULL
  fit$scale.pred <- c("log odds", "Odds Ratio")
  table <- unclass(summary(fit, conf.int = level))
  effect <- table[, "Type"] == 1
  number <- effect & !is.na(table[, "Diff."])
  column <- function(which, rows) unname(table[rows, which])
  list(
    low = column("Low", number), high = column("High", number),
    log_odds_ratios = column("Effect", effect), standard_errors = column("S.E.", effect),
    odds_ratios = column("Effect", !effect), odds_ratios_low = column(6, !effect), odds_ratios_high = column(7, !effect)
  )
}
