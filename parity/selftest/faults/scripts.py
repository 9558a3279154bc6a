"""Mistakes in an R script, and in what crosses to R and back."""

from __future__ import annotations

from functools import partial

from parity.selftest.fault import Drawn, Fault, Kind, faults_in


def _r(script: str, *checks: str) -> partial[Fault]:
    return partial(Fault, Kind.SCRIPT, f"r_scripts/{script}.R", checks or (script.partition("/")[2],))


_AUC, _ROC, _YOUDEN = _r("pROC/auc_delong"), _r("pROC/roc_curve"), _r("pROC/youden_cutoff")
_AUC_DRAWN = partial(_r("pROC/auc_bootstrap"), drawn=Drawn(1000, 7))
_GLM, _LRM = _r("stats/logistic_regression"), _r("rms/logistic_regression")
_VAL = _r("rms/val_prob", "concordance", "calibration_line", "brier_score", "quality_indexes", "calibration_curve")
_LINE, _INDEXES = _r("stats/calibration_line"), _r("stats/quality_indexes")
_LIMITS, _HOSLEM = _r("stats/hosmer_lemeshow"), _r("ResourceSelection/hosmer_lemeshow")
_DCA, _RMDA = _r("dcurves/dca", "decision_curve", "clinical_impact"), _r(
    "rmda/decision_curve", "decision_curve", "clinical_impact"
)
_TABLE, _COORDS = _r("base/classification"), _r("pROC/classification")
_BASE, _IMPACT = _r("base/decision_curve"), _r("base/clinical_impact")
_LP, _GLM_LP = _r("rms/linear_predictor"), _r("stats/linear_predictor")
_BRIER, _CURVE, _Z = _r("stats/brier_score"), _r("stats/calibration_curve"), _r("stats/spiegelhalter_test")
_R2, _LRM_R2, _NOMO, _SOMERS = _r("stats/r_squared"), _r("rms/r_squared"), _r("rms/nomogram"), _r("Hmisc/concordance")
_ROC_PAGE, _VAL_PAGE, _NOMO_PAGE = _r("pROC/roc_page"), _r("rms/val_prob_page"), _r("rms/nomogram_page")

_WRITES = faults_in(Kind.CROSSING, "parity/r/encoding.py", "linear_predictor", "logistic_regression", "brier_score")
_SHORT = faults_in(Kind.CROSSING, "parity/r/encoding.py", "classification")
_NAMED = faults_in(Kind.CROSSING, "parity/r/encoding.py", "nomogram")
_READS = faults_in(Kind.CROSSING, "parity/r/decoding.py", "linear_predictor", "logistic_regression", "roc_curve")
_R_SIDE = faults_in(Kind.CROSSING, "parity/r/protocol.R", "brier_score", "auc_delong", "logistic_regression")
_RISKS_NA = "every risk NA: val.prob stops, and every stop of this kind is documented"

FAULTS = (
    _AUC("R-levels-swapped", "levels swapped", "levels = c(0, 1)", "levels = c(1, 0)"),
    _AUC("R-direction-turned", "direction flipped", 'direction = "<"', 'direction = ">"'),
    _AUC("R-direction-auto", "direction left to pROC", ', direction = "<"', "", study="limits"),
    _AUC(
        "R-quiet-default",
        "what pROC chose, told in a message",
        ', levels = c(0, 1), direction = "<", quiet = TRUE',
        ", levels = c(0, 1)",
    ),
    _AUC("R-level-forgotten", "the level forgotten", "conf.level = level, ", "", study="wards"),
    _AUC(
        "R-bootstrap",
        "the bootstrap's variance for DeLong's",
        'pROC::var(curve, method = "delong")',
        'pROC::var(curve, method = "bootstrap", boot.n = 50, progress = "none")',
    ),
    _AUC_DRAWN(
        "R-drawn-before",
        "patients shuffled between the seed and the bootstrap",
        "set.seed(seed)",
        "set.seed(seed)\n  sample(outcome)",
    ),
    _AUC(
        "R-limits-swapped",
        "the limits in each other's place",
        "low = interval[1], high = interval[3]",
        "low = interval[3], high = interval[1]",
    ),
    _AUC(
        "R-auc-rounded",
        "rounding on the way",
        "auc = as.numeric(pROC::auc(curve))",
        "auc = round(as.numeric(pROC::auc(curve)), 4)",
    ),
    _ROC(
        "R-roc-percent",
        "percentages for shares",
        "curve <- pROC::roc(outcome, risk, ",
        "curve <- pROC::roc(outcome, risk, percent = TRUE, ",
    ),
    _ROC(
        "R-roc-smooth",
        "a smoothed curve",
        "sensitivities = curve$sensitivities",
        "sensitivities = sort(curve$specificities)",
    ),
    _YOUDEN(
        "R-youden-topleft",
        "the point nearest to the corner for Youden's",
        'best.method = "youden"',
        'best.method = "closest.topleft"',
    ),
    _GLM("R-maxit-low", "the iteration cut off", "maxit = 100", "maxit = 2"),
    _GLM(
        "R-probit",
        "a probit model",
        "stats::binomial(), data, control = optimum, start",
        'stats::binomial("probit"), data, control = optimum, start',
    ),
    _GLM("R-lower-tail", "the lower tail", "lower.tail = FALSE", "lower.tail = TRUE"),
    _LRM("R-lrm-penalty", "a little penalty", "maxit = 100)", "maxit = 100, penalty = 1e-4)"),
    _LRM(
        "R-reference-last",
        "contrasts to the last level",
        "  columns <- stats::model.matrix(formula, frame)\n",
        "  frame[] <- lapply(frame, function(x) if (is.factor(x)) factor(x, rev(levels(x))) else x)\n "
        " columns <- stats::model.matrix(formula, frame)\n",
        study="birthwt",
    ),
    _LRM(
        "R-lrm-once",
        "lrm as it is called, once and at its defaults",
        "for (again in 1:2) fit <- ask(initial = stats::coef(fit))",
        "fit <- do.call(rms::lrm, model)",
        study="brink",
    ),
    _VAL("R-risks-na", _RISKS_NA, "p = risk,", "p = NA * risk,"),
    _VAL("R-outcome-lost", "outcome lost in the R script", "y = outcome,", "y = 0 * outcome,"),
    _VAL(
        "R-na-as-zero",
        "a missing p value is 0",
        'd_p = indexes[["D:p"]]',
        'd_p = max(indexes[["D:p"]], 0, na.rm = TRUE)',
    ),
    _VAL("R-emax-of-eavg", "a field under another's name", 'emax = indexes[["Emax"]]', 'emax = indexes[["E90"]]'),
    _VAL("R-field-lost", "a number that is not given", '    brier = indexes[["Brier"]],\n', ""),
    _VAL("R-warning", "a warning that nobody expects", "  indexes <- ", '  warning("look here")\n  indexes <- '),
    _LINE(
        "R-offset-forgotten",
        "the offset forgotten",
        "stats::glm(event ~ 1, offset = logit, family",
        "stats::glm(event ~ 1, family",
        study="wards",
    ),
    _LINE(
        "R-risk-for-logit",
        "the risk for its logit",
        "stats::glm(event ~ logit, family",
        "stats::glm(event ~ plogis(logit), family",
    ),
    _INDEXES(
        "R-not-converged", "did not converge; the warning is passed over", "maxit = 100", "maxit = 1", study="wards"
    ),
    _INDEXES("R-one-degree", "one degree of freedom for two", "df = 2", "df = 1", study="wards"),
    _LIMITS("R-quantile-type-6", "another definition of a quantile", "type = 7", "type = 6"),
    _HOSLEM("R-groups-of-nine", "nine groups", "g = groups)", "g = groups - 1)"),
    _HOSLEM(
        "R-groups-default",
        "the number of groups forgotten",
        "hoslem.test(outcome, risk, g = groups)",
        "hoslem.test(outcome, risk)",
        tests="tests/test_script_faults.py",
    ),
    _HOSLEM(
        "R-expected-without", "the non-events for the events", 'test$expected[, "yhat1"]', 'test$expected[, "yhat0"]'
    ),
    _DCA("R-dca-thresholds-forgotten", "the thresholds forgotten", ", thresholds = thresholds\n", "\n", study="wards"),
    _DCA(
        "R-dca-of-all",
        "treat all for treat none",
        'curve$net_benefit[curve$variable == "none"]',
        'curve$net_benefit[curve$variable == "all"]',
    ),
    _RMDA(
        "R-case-control",
        "a case-control study",
        'study.design = "cohort"',
        'study.design = "case-control", population.prevalence = 0.3',
    ),
    _RMDA(
        "R-rmda-refits",
        "the risk as a predictor of a new model",
        "fitted.risk = TRUE",
        "fitted.risk = FALSE",
        study="wards",
    ),
    _TABLE(
        "R-table-transposed",
        "rows for columns",
        'false_positives = cells["TRUE", "FALSE"]',
        'false_positives = cells["FALSE", "TRUE"]',
    ),
    _TABLE(
        "R-table-above-only",
        "> for >= at the cut-off",
        "risk >= cutoff",
        "risk > cutoff",
        study="scores",
    ),
    _COORDS(
        "R-coords-interpolated", "the cut-off taken for a specificity", 'input = "threshold"', 'input = "specificity"'
    ),
    _BASE(
        "R-at-or-above",
        "risk >= threshold for risk > threshold",
        "model <- net_benefit(risk, at = FALSE)",
        "model <- net_benefit(risk, at = TRUE)",
        study="limits",
    ),
    _BASE(
        "R-odds-forgotten", "the threshold for its odds", "odds <- thresholds / (1 - thresholds)", "odds <- thresholds"
    ),
    _IMPACT(
        "R-impact-at-or-above",
        "risk >= threshold for risk > threshold",
        "high_risk = share(risk, at = FALSE)",
        "high_risk = share(risk, at = TRUE)",
        study="strata",
    ),
    _LP(
        "R-patients-own-centre",
        "patients centred by their own means",
        'scale(columns_of(patients), attr(scaled, "scaled:center"), attr(scaled, "scaled:scale"))',
        "scale(columns_of(patients))",
        study="rait",
    ),
    _GLM_LP(
        "R-predict-development",
        "the development patients predicted again",
        "stats::predict(fit, as.data.frame(patients))",
        "stats::predict(fit)",
        study="rait",
    ),
    _BRIER("R-brier-n-1", "n - 1 for n", "/ length(outcome)", "/ (length(outcome) - 1)"),
    _CURVE("R-lowess-default-iter", "robustness iterations left on", ", iter = 0", ""),
    _CURVE("R-lowess-span", "another span", ", iter = 0", ", iter = 0, f = 0.5"),
    _Z("R-one-sided", "a one-sided p value", "p = 2 * stats::pnorm(-abs(z))", "p = stats::pnorm(-abs(z))"),
    _R2(
        "R-r2-of-deviance",
        "Cox and Snell's R² for Nagelkerke's",
        "nagelkerke = cox_snell / -expm1(-fit$null.deviance / n)",
        "nagelkerke = cox_snell",
    ),
    _R2(
        "R-r2-of-risks",
        "the risks for the linear predictor",
        "fit$linear.predictors",
        "fit$fitted.values",
    ),
    _LRM_R2(
        "R-r2-adjusted",
        "an adjusted R²",
        'nagelkerke = fit$stats[["R2"]]',
        'nagelkerke = fit$stats[["R2"]] - 2 / length(outcome)',
    ),
    _NOMO(
        "R-datadist-standardised",
        "ranges of standardised predictors",
        "rms::datadist(as.data.frame(predictors))",
        "rms::datadist(as.data.frame(scale(as.data.frame(predictors))))",
    ),
    _NOMO("R-nomogram-probit", "another function of the linear predictor", "fun = stats::plogis", "fun = stats::pnorm"),
    _SOMERS(
        "R-somers-of-outcome",
        "the two arguments in each other's place",
        "Hmisc::somers2(risk, outcome)",
        "Hmisc::somers2(1 - risk, outcome)",
    ),
    _ROC_PAGE("R-page-level", "the level forgotten on the figure", ", conf.level = level", "", study="wards"),
    _VAL_PAGE(
        "R-page-arguments",
        "outcome and risk in each other's place on the figure",
        "c(list(risk, outcome), options)",
        "c(list(1 - risk, outcome), options)",
    ),
    _NOMO_PAGE(
        "R-page-coefficients",
        "the fit's own coefficients on the figure",
        "  fit$coefficients[] <- coefficients\n",
        "  fit$coefficients[] <- 2 * coefficients\n",
    ),
    _SHORT(
        "enc-decimal-15",
        "15 decimal digits for the bits",
        "text = number.hex()",
        'text = format(number, ".15g")',
        study="asah",
    ),
    _WRITES(
        "enc-decimal-16",
        "16 decimal digits for the bits",
        "text = number.hex()",
        'text = format(number, ".16g")',
    ),
    _WRITES(
        "enc-float32",
        "single precision on the way to R",
        "content = np.ascontiguousarray(elements, dtype=IN_FILES[kind]).data",
        'content = np.ascontiguousarray(elements.astype("f4") if kind == "double" else elements,'
        " dtype=IN_FILES[kind]).data",
    ),
    _WRITES(
        "enc-codes-from-zero",
        "codes of a factor from 0",
        "codes.astype(np.int64) + 1)",
        "codes.astype(np.int64))",
        study="birthwt",
    ),
    _NAMED(
        "enc-levels-sorted",
        "levels in the order of the alphabet",
        "self._scalars(list(levels), path)",
        "self._scalars(sorted(levels), path)",
        study="birthwt",
    ),
    _WRITES(
        "enc-integer-overflow",
        "integers that R cannot hold",
        "_INTEGER_BOUND = 2**31",
        "_INTEGER_BOUND = 2**32",
    ),
    _WRITES(
        "enc-nan-is-na",
        "NA for NaN",
        '"nan": "NaN"',
        '"nan": "NA"',
    ),
    _READS(
        "dec-float32",
        "single precision on the way from R",
        "elements = np.frombuffer(self._take(file), dtype=IN_FILES[kind])",
        "elements = np.frombuffer(self._take(file), dtype=IN_FILES[kind])\n        elements ="
        ' elements.astype("f4").astype(IN_FILES[kind]) if kind == "double" else elements',
    ),
    _READS(
        "dec-reversed",
        "a vector backwards",
        "elements = np.frombuffer(self._take(file), dtype=IN_FILES[kind])",
        "elements = np.frombuffer(self._take(file), dtype=IN_FILES[kind])[::-1].copy()",
    ),
    _R_SIDE(
        "enc-r-writes-decimal",
        "R writes 15 decimal digits",
        'double = sprintf("%a", x)',
        'double = sprintf("%.15g", x)',
    ),
    _R_SIDE(
        "enc-r-writes-decimal-17",
        "R writes 17 decimal digits",
        'double = sprintf("%a", x)',
        'double = sprintf("%.17g", x)',
    ),
    _R_SIDE(
        "enc-r-writes-digits-7", "R writes as it prints", 'double = sprintf("%a", x)', "double = format(x, digits = 7)"
    ),
)
