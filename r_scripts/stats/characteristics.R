# A predictor with the event and without: mean, stats::sd, stats::quantile by three types
characteristics <- function(outcome, values) {
  of <- function(x) {
    list(
      n = length(x), mean = mean(x), sd = if (length(x) > 1) stats::sd(x) else NaN,
      minimum = min(x), median = stats::median(x), maximum = max(x),
      quartiles_type_7 = stats::quantile(x, c(0.25, 0.75), type = 7, names = FALSE),
      quartiles_type_6 = stats::quantile(x, c(0.25, 0.75), type = 6, names = FALSE),
      quartiles_type_2 = stats::quantile(x, c(0.25, 0.75), type = 2, names = FALSE)
    )
  }
  list(event = of(values[outcome == 1]), none = of(values[outcome == 0]))
}
