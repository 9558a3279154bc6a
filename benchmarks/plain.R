# The R calls of `parity verify FILE.csv ... --mode live`, as one plain script: read, fit, ask every package, draw every page.
# It prints the name of each call, by which the benchmark sees that none is left out, and none too many.
#   Rscript --vanilla plain.R R_SCRIPTS OUTCOME PREDICTORS RMDA TYPED DEVELOPMENT.csv [VALIDATION.csv ...]
# TYPED is a folder of what `parity script` prints of the study, <package>-<name>-<number>.R, to be run as it is.
given <- commandArgs(trailingOnly = TRUE)
scripts <- given[1]
outcome_name <- given[2]
predictors <- strsplit(given[3], ",", fixed = TRUE)[[1]]
with_rmda <- given[4] == "yes"
typed <- given[5]
files <- given[-(1:5)]

room_of <- function(package, name) {
  cat(package, "/", name, "\n", sep = "")
  room <- new.env()
  sys.source(file.path(scripts, package, paste0(name, ".R")), room)
  room[[name]]
}
ask <- function(package, name, ...) suppressWarnings(suppressMessages(room_of(package, name)(...)))
draw <- function(package, name, width, height, ...) {
  page <- tempfile(fileext = ".pdf")
  grDevices::pdf(page, width, height, compress = FALSE)
  suppressWarnings(suppressMessages(room_of(package, name)(...)))
  grDevices::dev.off()
  readLines(page, warn = FALSE)
}
level <- 0.95
thresholds <- (0:99) * 0.01

read <- function(file) utils::read.csv(file, stringsAsFactors = TRUE)
development <- read(files[1])
first <- as.list(development[predictors])
fit <- stats::glm(stats::reformulate(predictors, outcome_name), stats::binomial, development)
cutoff <- NULL
model <- stats::reformulate(paste0("x", seq_along(predictors)), "y")

for (package in c("rms", "stats")) {
  ask(package, "logistic_regression", development[[outcome_name]], first, level, model)
  ask(package, "r_squared", development[[outcome_name]], first, model)
}
for (file in files) {
  data <- read(file)
  outcome <- data[[outcome_name]]
  risk <- unname(stats::predict(fit, data, type = "response"))
  for (package in c("rms", "stats")) {
    ask(package, "linear_predictor", development[[outcome_name]], first, as.list(data[predictors]), model)
  }
  for (package in c("pROC", "base")) ask(package, "roc_curve", outcome, risk)
  for (package in c("pROC", "stats")) ask(package, "auc_delong", outcome, risk, level)
  ask("rms", "val_prob", outcome, risk)
  ask("Hmisc", "concordance", outcome, risk)
  youden <- ask("pROC", "youden_cutoff", outcome, risk)
  ask("base", "youden_cutoff", outcome, risk)
  ask("base", "brier_score", outcome, risk)
  if (is.null(cutoff)) cutoff <- youden$cutoffs[1]
  for (package in c("pROC", "base")) ask(package, "classification", outcome, risk, cutoff)
  for (package in c("ResourceSelection", "stats")) ask(package, "hosmer_lemeshow", outcome, risk, 10)
  for (name in c("calibration_line", "calibration_curve", "spiegelhalter_test", "brier_score", "quality_indexes")) {
    ask("stats", name, outcome, risk)
  }
  for (name in c("decision_curve", "clinical_impact")) ask("base", name, outcome, risk, thresholds)
  ask("dcurves", "dca", outcome, risk, thresholds)
  if (with_rmda) ask("rmda", "decision_curve", outcome, risk, thresholds)
  draw("pROC", "roc_page", 6, 6, outcome, risk, level, list(print.auc = TRUE))
  draw("rms", "val_prob_page", 6, 6, outcome, risk, list())
  if (with_rmda) {
    draw("rmda", "decision_curve_page", 7, 6, outcome, risk, thresholds, list())
    draw("rmda", "clinical_impact_page", 7, 6, outcome, risk, thresholds, list())
  }
}
outcome <- development[[outcome_name]]
sizes <- as.numeric(table(outcome))
for (values in first) {
  if (is.factor(values) || length(unique(values)) == 2) {
    categories <- factor(values)
    ask("base", "frequencies", outcome, categories)
    for (name in c("chi_square_test", "fisher_exact_test", "standardised_difference")) {
      ask("stats", name, outcome, categories)
    }
    if (nlevels(categories) == 2) {
      ask("stats", "yates_test", outcome, categories)
      for (name in c("conditional_odds_ratio", "fisher_odds_ratio")) ask("stats", name, outcome, categories, level)
    }
  } else {
    for (name in c("characteristics", "levene_test", "mann_whitney_test", "standardised_difference")) {
      ask("stats", name, outcome, values)
    }
    ask("stats", "t_test", outcome, values, level)
    if (max(sizes) <= 5000) ask("stats", "shapiro_wilk_test", outcome, values)
    if (max(sizes) < 50) ask("stats", "mann_whitney_exact", outcome, values)
    if (prod(sizes) <= 1e6) ask("stats", "hodges_lehmann", outcome, values, level)
  }
}
linear_predictor <- unname(stats::predict(fit, development))
coefficients <- unname(stats::coef(fit))
invisible(ask("rms", "nomogram", development[[outcome_name]], first, model, coefficients, linear_predictor, list()))
drawn <- list(development[[outcome_name]], first, model, predictors, coefficients, linear_predictor, list(), list())
invisible(do.call(draw, c(list("rms", "nomogram_page", 8, 6), drawn)))
for (script in list.files(typed, full.names = TRUE)) {
  asked <- strsplit(basename(script), "-", fixed = TRUE)[[1]]
  invisible(ask(asked[1], asked[2], readChar(script, file.size(script), useBytes = TRUE), dirname(files[1])))
}
