# Every index of given predictions: rms::val.prob
val_prob <- function(outcome, risk) {
  indexes <- rms::val.prob(p = risk, y = outcome, pl = FALSE)
  list(
    dxy = indexes[["Dxy"]], c = indexes[["C (ROC)"]],
    r2 = indexes[["R2"]],
    d = indexes[["D"]], d_chi_square = indexes[["D:Chi-sq"]], d_p = indexes[["D:p"]],
    u = indexes[["U"]], u_chi_square = indexes[["U:Chi-sq"]], u_p = indexes[["U:p"]],
    q = indexes[["Q"]],
    brier = indexes[["Brier"]],
    intercept = indexes[["Intercept"]], slope = indexes[["Slope"]],
    emax = indexes[["Emax"]], e90 = indexes[["E90"]], eavg = indexes[["Eavg"]],
    spiegelhalter_z = indexes[["S:z"]], spiegelhalter_p = indexes[["S:p"]]
  )
}
