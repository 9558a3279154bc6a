# Harrell's D, U and Q with their tests, and Nagelkerke's R2, of given predictions: rms::val.prob
quality_indexes <- function(outcome, risk) {
  indexes <- rms::val.prob(p = risk, y = outcome, pl = FALSE)
  list(
    r2 = indexes[["R2"]],
    d = indexes[["D"]],
    d_chi_square = indexes[["D:Chi-sq"]],
    d_p = indexes[["D:p"]],
    u = indexes[["U"]],
    u_chi_square = indexes[["U:Chi-sq"]],
    u_p = indexes[["U:p"]],
    q = indexes[["Q"]]
  )
}
