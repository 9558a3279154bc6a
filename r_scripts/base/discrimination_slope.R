# Discrimination slope by its definition: base::mean
discrimination_slope <- function(outcome, risk) {
  events <- mean(risk[outcome == 1])
  others <- mean(risk[outcome == 0])
  list(slope = events - others, mean_of_events = events, mean_of_others = others)
}
