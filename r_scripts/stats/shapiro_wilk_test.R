# Shapiro and Wilk's test with the event and without: stats::shapiro.test
shapiro_wilk_test <- function(outcome, values) {
  of <- function(x) {
    test <- stats::shapiro.test(x)
    list(w = test$statistic[["W"]], p = test$p.value)
  }
  list(event = of(values[outcome == 1]), none = of(values[outcome == 0]))
}
