# The calibration curve corrected for optimism, drawn: plot(rms::calibrate)
calibrate_page <- function(outcome, predictors, formula, outcome_name, event, resamples, seed, options) {
  names(predictors) <- paste0("x", seq_along(predictors))
  fit <- rms::lrm(formula, as.data.frame(c(list(y = outcome), predictors)), x = TRUE, y = TRUE)
  of_resamples <- options[names(options) %in% c("method", "conf.int")]
  options <- options[!names(options) %in% c("method", "conf.int")]
  if (!"conf.int" %in% names(formals(rms::predab.resample))) {
    if (sum(of_resamples$conf.int) > 0) stop("calibrate has confidence limits from rms 8.1 on")
    of_resamples$conf.int <- NULL
  }
  if (is.numeric(options$legend)) options$legend <- list(x = options$legend[1], y = options$legend[2])
  set.seed(seed)
  found <- do.call(rms::calibrate, c(list(fit, B = resamples), of_resamples))
  attr(found, "yvar.name") <- outcome_name  # a name is only a name: the formula has y
  attr(found, "lev.name") <- event
  said <- utils::capture.output(do.call(plot, c(list(found), options)))  # its errors, which it prints too
}
