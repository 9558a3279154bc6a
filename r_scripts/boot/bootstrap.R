# Any statistic, a function of data and row numbers, resampled, with four intervals: boot::boot, boot::boot.ci
bootstrap <- function(data, statistic, strata, resamples, seed, level, replicates) {
  data <- if (is.list(data)) structure(data, class = "data.frame", row.names = seq_along(data[[1]])) else data
  statistic <- eval(parse(text = statistic), new.env(parent = globalenv()))
  if (is.null(strata)) strata <- rep(1, NROW(data))
  set.seed(seed)
  drawn <- boot::boot(data, statistic, R = resamples, strata = strata)
  limits <- function(place, type) {
    none <- function(stopped) {
      warning(conditionMessage(stopped))
      c(NA_real_, NA_real_)
    }
    tryCatch(
      {
        interval <- boot::boot.ci(drawn, conf = level, type = type, index = place)
        if (is.null(interval)) c(NA_real_, NA_real_) else interval[[4]][length(interval[[4]]) - 1:0]
      },
      error = none
    )
  }
  elements <- seq_along(drawn$t0)
  interval <- function(type) {
    both <- vapply(elements, limits, numeric(2), type = type)
    list(low = both[1, ], high = both[2, ])
  }
  finite <- function(function_of_values) {
    vapply(elements, function(place) function_of_values(drawn$t[is.finite(drawn$t[, place]), place]), numeric(1))
  }
  c(
    list(
      original = as.vector(drawn$t0),
      bias = finite(mean) - as.vector(drawn$t0),
      standard_error = finite(stats::sd),
      normal = interval("norm"),
      basic = interval("basic"),
      percentile = interval("perc"),
      bca = interval("bca")
    ),
    if (replicates) list(replicates = as.vector(drawn$t))
  )
}
