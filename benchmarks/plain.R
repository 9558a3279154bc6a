# The same R calls as `parity verify rait --mode live`, as one plain script: read, fit, ask every package, draw every page.
# It prints the name of each call, by which the benchmark sees that none is left out.
#   Rscript --vanilla plain.R R_SCRIPTS COHORTS
places <- commandArgs(trailingOnly = TRUE)
room_of <- function(package, stem) {
  cat(package, "/", stem, "\n", sep = "")
  room <- new.env()
  sys.source(file.path(places[1], package, paste0(stem, ".R")), room)
  room[[stem]]
}
ask <- function(package, stem, ...) suppressMessages(room_of(package, stem)(...))
draw <- function(package, stem, width, height, ...) {
  page <- tempfile(fileext = ".pdf")
  grDevices::pdf(page, width, height, compress = FALSE)
  suppressWarnings(suppressMessages(room_of(package, stem)(...)))
  grDevices::dev.off()
  readLines(page, warn = FALSE)
}
read <- function(name) utils::read.csv(file.path(places[2], paste0(name, ".csv")))
predictors <- c("lln_count", "tg_before")
level <- 0.95
thresholds <- (0:99) * 0.01

development <- read("rait")
fit <- stats::glm(stats::reformulate(predictors, "rait_failure"), stats::binomial, development)
first <- as.list(development[predictors])
cutoff <- NULL

invisible(ask("rms", "logistic_regression", development$rait_failure, first, level))
invisible(ask("stats", "logistic_regression", development$rait_failure, first, level))
for (cohort in c("rait", "rait-validation")) {
  data <- read(cohort)
  outcome <- data$rait_failure
  risk <- stats::predict(fit, data, type = "response")
  youden <- ask("pROC", "youden_cutoff", outcome, risk)
  if (is.null(cutoff)) cutoff <- youden$cutoffs[1]
  for (package in c("rms", "stats")) ask(package, "linear_predictor", development$rait_failure, first, as.list(data[predictors]))
  ask("pROC", "roc_curve", outcome, risk)
  ask("pROC", "auc_delong", outcome, risk, level)
  for (package in c("Hmisc", "rms")) ask(package, "concordance", outcome, risk)
  for (package in c("pROC", "base")) ask(package, "classification", outcome, risk, cutoff)
  for (package in c("ResourceSelection", "stats")) ask(package, "hosmer_lemeshow", outcome, risk, 10)
  for (package in c("rms", "stats")) ask(package, "calibration_line", outcome, risk)
  for (package in c("stats", "rms")) ask(package, "calibration_curve", outcome, risk)
  for (package in c("rms", "stats")) ask(package, "spiegelhalter_test", outcome, risk)
  for (package in c("rms", "stats")) ask(package, "brier_score", outcome, risk)
  for (package in c("rms", "stats")) ask(package, "quality_indexes", outcome, risk)
  for (package in c("rmda", "dcurves")) ask(package, "decision_curve", outcome, risk, thresholds)
  for (package in c("rmda", "dcurves")) ask(package, "clinical_impact", outcome, risk, thresholds)
  draw("pROC", "roc_page", 6, 6, outcome, risk, 0.95, list(print.auc = TRUE))
  draw("rms", "val_prob_page", 6, 6, outcome, risk, list())
  draw("rmda", "decision_curve_page", 7, 6, outcome, risk, thresholds, list())
  draw("rmda", "clinical_impact_page", 7, 6, outcome, risk, thresholds, list())
}
linear_predictor <- unname(stats::predict(fit, development))
coefficients <- unname(stats::coef(fit))
invisible(ask("rms", "nomogram", development$rait_failure, first, coefficients, linear_predictor))
invisible(draw("rms", "nomogram_page", 8, 6, development$rait_failure, first, predictors, coefficients, linear_predictor, list()))
