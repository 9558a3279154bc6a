# The nomogram of a model with fixed coefficients, as an object and as the page that R's PDF device draws.
# The model is fitted only for its design: by least squares, or, where it has several intercepts, by lrm.
random_nomogram <- function(columns, labels, formula, ordinal, coefficients, covariance, linear_predictor, choices, functions,
                            drawing, width, height, file) {
  data <- as.data.frame(columns)
  for (name in names(labels)) Hmisc::label(data[[name]]) <- labels[[name]]
  assign("parity_datadist", rms::datadist(data[setdiff(names(data), "y")]), envir = globalenv())
  before <- options(datadist = "parity_datadist")
  on.exit({ options(before); rm("parity_datadist", envir = globalenv()) })
  suppressPackageStartupMessages(library(rms))  # its prediction looks for rcs, pol, ... where R looks for everything
  formula <- stats::as.formula(formula)
  fit <- if (ordinal) rms::lrm(formula, data = data, tol = 1e-14) else rms::ols(formula, data = data, tol = 1e-14)
  names_given <- names(fit$coefficients)
  fit$coefficients[] <- coefficients
  fit$linear.predictors <- linear_predictor
  if (!ordinal) fit$var <- matrix(covariance, length(coefficients), dimnames = list(names_given, names_given))
  known <- list(Risk = stats::plogis, Odds = exp, Survival = function(x) stats::plogis(-x))
  arguments <- c(list(fit), choices, if (length(functions)) list(fun = known[unlist(functions)]))
  drawn <- do.call(rms::nomogram, arguments)

  grDevices::pdf(file, width = width, height = height, compress = FALSE)
  tryCatch(do.call(plot, c(list(drawn), drawing)), finally = grDevices::dev.off())

  info <- attr(drawn, "info")
  scales <- c("total.points", if (info$lp) "lp", unlist(functions))
  axes <- unclass(drawn)[seq_len(length(drawn) - length(scales))]
  bars <- drawn$lp$conf
  list(
    names = names_given, titles = names(axes),
    values = unname(lapply(axes, function(axis) if (is.numeric(axis[[1]])) as.numeric(axis[[1]]) else as.character(axis[[1]]))),
    points = unname(lapply(axes, function(axis) as.numeric(axis$points))),
    effects = unname(lapply(axes, function(axis) as.numeric(axis$Xbeta))),
    errors = unname(lapply(axes, function(axis) as.numeric(axis$se.fit))),
    total_points = as.numeric(drawn$total.points$x),
    linear_predictor = as.numeric(drawn$lp$x.real), linear_predictor_points = as.numeric(drawn$lp$x),
    bars = as.numeric(bars$x), bar_errors = as.numeric(bars$se),
    functions = lapply(unlist(functions), function(name) {
      scale <- drawn[[name]]
      list(values = as.numeric(scale$x.real), ticks = scale$fat, points = as.numeric(scale$x), shown = as.logical(scale$which))
    }),
    points_per_unit = as.numeric(info$sc), intercept = as.numeric(info$Intercept)
  )
}
