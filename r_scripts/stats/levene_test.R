# Levene's test about the means and about the medians: stats::anova of stats::lm of the distances
levene_test <- function(outcome, values) {
  group <- factor(outcome)
  about <- function(centre) {
    distance <- abs(values - stats::ave(values, group, FUN = centre))
    table <- stats::anova(stats::lm(distance ~ group))
    list(df = table[["Df"]][2], test = list(statistic = table[["F value"]][1], p = table[["Pr(>F)"]][1]))
  }
  of_mean <- about(mean)
  list(df = of_mean$df, about_mean = of_mean$test, about_median = about(stats::median)$test)
}
