# The nomogram of a fit that is given fixed coefficients, drawn: plot(rms::nomogram). As in nomogram.R.
nomogram_page <- function(outcome, predictors, formula, labels, coefficients, linear_predictor, shown_at, options) {
  called <- names(predictors)
  shown_at[names(options$interact)] <- options$interact
  options$interact <- if (length(shown_at)) stats::setNames(shown_at, paste0("x", match(names(shown_at), called)))
  names(predictors) <- paste0("x", seq_along(predictors))
  for (i in seq_along(predictors)) Hmisc::label(predictors[[i]]) <- labels[i]
  assign("parity_datadist", rms::datadist(as.data.frame(predictors)), envir = globalenv())
  before <- options(datadist = "parity_datadist")
  on.exit({ options(before); rm("parity_datadist", envir = globalenv()) })
  fit <- rms::ols(formula, as.data.frame(c(list(y = outcome), predictors)), tol = 1e-14)
  fit$coefficients[] <- coefficients
  fit$linear.predictors <- linear_predictor
  functions <- if (is.null(options$fun)) list("plogis") else as.list(options$fun)
  labels_of_functions <- if (is.null(options$fun)) "Risk" else unlist(options$funlabel)
  options <- options[!names(options) %in% c("fun", "funlabel")]
  if (length(functions)) options <- c(options, list(fun = lapply(functions, match.fun), funlabel = labels_of_functions))
  of_object <- names(options) %in% names(formals(rms::nomogram))
  drawn <- do.call(rms::nomogram, c(list(fit), options[of_object]))
  # an axis of a predictor that interacts is called by names: "x1 (x2=male)"
  together <- vapply(unclass(drawn), function(axis) length(axis$points) > 0 && attr(axis, "info")$type != "main", NA)
  for (i in seq_along(called)) {
    name <- gsub("\\", "\\\\", called[i], fixed = TRUE)
    titles <- sub(paste0("(^|[( ])x", i, "(?=[ =])"), paste0("\\1", name), names(drawn)[together], perl = TRUE)
    names(drawn)[together] <- titles
  }
  do.call(plot, c(list(drawn), options[!of_object]))
}
