# C index and Somers' Dxy: Hmisc::somers2
concordance <- function(outcome, risk) {
  indexes <- Hmisc::somers2(risk, outcome)
  list(c = indexes[["C"]], dxy = indexes[["Dxy"]])
}
