# Welch's and Student's t test between patients with and without the event: stats::t.test of two vectors
t_test <- function(outcome, values, level) {
  event <- values[outcome == 1]
  none <- values[outcome == 0]
  row <- function(equal) {
    test <- stats::t.test(event, none, var.equal = equal, conf.level = level)
    list(
      statistic = test$statistic[["t"]],
      df = test$parameter[["df"]],
      p = test$p.value,
      standard_error = test$stderr,
      interval = list(low = test$conf.int[1], high = test$conf.int[2])
    )
  }
  list(difference = mean(event) - mean(none), welch = row(FALSE), pooled = row(TRUE))
}
