# Discrimination slope: that of a line of the risks on the outcome, stats::lm
discrimination_slope <- function(outcome, risk) {
  line <- unname(stats::coef(stats::lm(risk ~ outcome)))
  list(slope = line[2], mean_of_events = sum(line), mean_of_others = line[1])
}
