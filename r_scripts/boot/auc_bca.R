# Area under the ROC curve by ranks, controls and cases resampled each by themselves, with four intervals: boot::boot.ci
auc_bca <- function(outcome, risk, resamples, seed, level) {
  area <- function(data, rows) {
    case <- data$outcome[rows] == 1
    cases <- sum(case)
    (sum(rank(data$risk[rows])[case]) - cases * (cases + 1) / 2) / (cases * (length(rows) - cases))
  }
  set.seed(seed)
  drawn <- boot::boot(data.frame(outcome, risk), area, R = resamples, strata = outcome)
  interval <- function(type) {
    none <- list(low = NA_real_, high = NA_real_)
    stopped <- function(condition) {
      warning(conditionMessage(condition))
      NULL
    }
    found <- tryCatch(boot::boot.ci(drawn, conf = level, type = type, index = 1), error = stopped)
    if (is.null(found)) return(none)
    limits <- found[[4]]
    list(low = limits[length(limits) - 1], high = limits[length(limits)])
  }
  list(
    original = drawn$t0,
    bias = mean(drawn$t) - drawn$t0,
    standard_error = stats::sd(drawn$t),
    normal = interval("norm"),
    basic = interval("basic"),
    percentile = interval("perc"),
    bca = interval("bca")
  )
}
