# Brier score by base::mean, and against that of the prevalence as everybody's risk
brier_score <- function(outcome, risk) {
  brier <- mean((outcome - risk)^2)
  list(brier = brier, scaled_brier = 1 - brier / mean((outcome - mean(outcome))^2))
}
