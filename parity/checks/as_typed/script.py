"""The analysis of a study as a person types it in R, from the CSV file to every number: its source text.

What stands in it is what the study says (files, columns, levels, the event, thresholds, the confidence level) and
nothing that we computed. What is printed by ``parity script`` is what is run, byte for byte. Each part reads the files
itself, so that it can be run alone, where the packages of another part are not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from parity.checks.as_typed.formula import columns_of, formula
from parity.checks.as_typed.group import members, who
from parity.checks.as_typed.reading import file_of, levels, name_of, needed, opening
from parity.checks.as_typed.source import symbol, text
from parity.data.cohort import Cohort, Study
from parity.statistics.nomogram.interactions import shown_at

_FIT = """\
model <- glm({formula}, family = binomial, data = development)"""
_RISK_AS_GIVEN = """\
risk <- {of}[[{risk}]]"""
_RISK_OF_DEVELOPMENT = """\
risk <- predict(model, type = "response")"""
_RISK_OF_VALIDATION = """\
risk <- predict(model, newdata = validation, type = "response")"""

_WALD = """\
wald <- summary(model)$coefficients
odds_ratios <- exp(cbind(coef(model), confint.default(model, level = {level})))[-1, , drop = FALSE]"""

_FITTED = """\
fitted_risk <- predict(model, type = "response")
"""
_FITTED_AS_GIVEN = """\
fitted_risk <- development[[{risk}]]
"""
_CUT_OFF = """\
curve <- pROC::roc(development[[{outcome}]], fitted_risk, levels = c(0, 1), direction = "<", quiet = TRUE)
best <- pROC::coords(
  curve, "best", best.method = "youden", transpose = FALSE, ret = c("threshold", "sensitivity", "specificity")
)
cutoff <- min(best$threshold)"""

_PREDICT_DEVELOPMENT = """\
risk <- fitted_risk
log_odds <- predict(model)"""
_LOG_ODDS_AS_GIVEN = """\
log_odds <- qlogis(risk)"""
_PREDICT_VALIDATION = """\
risk <- predict(model, newdata = validation, type = "response")
log_odds <- predict(model, newdata = validation)"""
_CURVE = """\
curve <- pROC::roc({cohort}[[{outcome}]], risk, levels = c(0, 1), direction = "<", quiet = TRUE)"""

_GROUP = """\
# Of these, the patients with {who}; nothing is fitted anew.
everybody <- read_cohort({file})
in_group <- which(({members})[complete.cases(everybody[{needed}])])
patients <- {of}[in_group, ]
risk <- risk[in_group]"""
_LOG_ODDS_OF_GROUP = """\
log_odds <- log_odds[in_group]"""

_EVALUATE = """\
y <- {cohort}[[{outcome}]]
area <- pROC::ci.auc(curve, conf.level = {level})
positive <- risk >= cutoff
at_cutoff <- pROC::coords(
  curve, cutoff, input = "threshold", transpose = FALSE,
  ret = c("accuracy", "sensitivity", "specificity", "ppv", "npv")
)
fit_test <- ResourceSelection::hoslem.test(y, risk)
line <- glm(y ~ log_odds, family = binomial{finite})
in_the_large <- glm(y ~ 1, offset = log_odds, family = binomial{finite})
thresholds <- {thresholds}
net_benefit <- vapply(thresholds, function(at) {{
  mean(risk > at & y == 1) - mean(risk > at & y == 0) * at / (1 - at)
}}, 0)"""

_ANSWER = """\
list(
  rows = nrow({cohort}), dropped = dropped, events = sum(y),
  development_rows = nrow(development), development_events = sum(development[[{outcome}]]),
  levels = {levels},
  outcome = y,
{model}
  risk = unname(risk),
  auc = as.numeric(area)[2], auc_low = as.numeric(area)[1], auc_high = as.numeric(area)[3],
  cutoffs = best$threshold, youden = max(best$sensitivity + best$specificity) - 1,
  true_positives = sum(positive & y == 1), false_positives = sum(positive & y == 0),
  false_negatives = sum(!positive & y == 1), true_negatives = sum(!positive & y == 0),
  accuracy = at_cutoff$accuracy, sensitivity = at_cutoff$sensitivity, specificity = at_cutoff$specificity,
  ppv = at_cutoff$ppv, npv = at_cutoff$npv,
  hosmer_lemeshow = unname(fit_test$statistic), hosmer_lemeshow_df = unname(fit_test$parameter),
  hosmer_lemeshow_p = unname(fit_test$p.value),
  intercept = coef(line)[[1]], slope = coef(line)[[2]], intercept_in_the_large = coef(in_the_large)[[1]],
  brier = mean((risk - y)^2),
  net_benefit = net_benefit
)"""

_MODEL = """\
  values = unlist(lapply({cohort}[-1], as.numeric), use.names = FALSE),
  coefficients = unname(wald[, 1]), standard_errors = unname(wald[, 2]), p = unname(wald[, 4]),
  odds_ratios = unname(odds_ratios[, 1]),
  odds_ratios_low = unname(odds_ratios[, 2]), odds_ratios_high = unname(odds_ratios[, 3]),"""
_NO_MODEL = """\
  values = numeric(), coefficients = numeric(), standard_errors = numeric(), p = numeric(),
  odds_ratios = numeric(), odds_ratios_low = numeric(), odds_ratios_high = numeric(),"""

_LRM = """\
model <- rms::lrm({formula}, data = development)
statistics <- model$stats
list(
  rows = unname(statistics["Obs"]), events = as.vector(model$freq["1"]),
  coefficients = unname(coef(model)), standard_errors = unname(sqrt(diag(vcov(model)))),
  log_odds = unname(model$linear.predictors),
  likelihood_ratio = unname(statistics["Model L.R."]), degrees_of_freedom = unname(statistics["d.f."]),
  likelihood_ratio_p = unname(statistics["P"]), nagelkerke = unname(statistics["R2"]),
  c = unname(statistics["C"]), dxy = unname(statistics["Dxy"]), brier = unname(statistics["Brier"])
)"""

_VAL_PROB = """\
y <- {cohort}[[{outcome}]]
indexes <- rms::val.prob(risk, y, pl = FALSE)
list(
  rows = nrow({cohort}), events = sum(y), risk = unname(risk),
  dxy = indexes[["Dxy"]], c = indexes[["C (ROC)"]], r2 = indexes[["R2"]],
  d = indexes[["D"]], d_chi_square = indexes[["D:Chi-sq"]], d_p = indexes[["D:p"]],
  u = indexes[["U"]], u_chi_square = indexes[["U:Chi-sq"]], u_p = indexes[["U:p"]], q = indexes[["Q"]],
  brier = indexes[["Brier"]], intercept = indexes[["Intercept"]], slope = indexes[["Slope"]],
  emax = indexes[["Emax"]], e90 = indexes[["E90"]], eavg = indexes[["Eavg"]],
  z = indexes[["S:z"]], p = indexes[["S:p"]]
)"""

_THRESHOLDS = """\
thresholds <- {thresholds}"""

_RMDA_FITS = """\
curve <- rmda::decision_curve(
  {formula}, data = development, thresholds = thresholds, confidence.intervals = "none"
)$derived.data"""
_RMDA_IS_GIVEN = """\
curve <- rmda::decision_curve(
  y ~ risk, data = data.frame(y = {cohort}[[{outcome}]], risk = risk), fitted.risk = TRUE,
  thresholds = thresholds, confidence.intervals = "none"
)$derived.data"""
_RMDA_ANSWER = """\
everybody <- curve[curve$model == "All", ]
predicted <- curve[!curve$model %in% c("All", "None"), ]
list(
  net_benefit = predicted$NB, net_benefit_all = everybody$NB, net_benefit_none = curve$NB[curve$model == "None"],
  standardized_net_benefit = predicted$sNB, standardized_net_benefit_all = everybody$sNB
)"""

_DCURVES = """\
curve <- dcurves::dca(
  y ~ risk, data = data.frame(y = {cohort}[[{outcome}]], risk = risk), thresholds = thresholds
)$dca
list(
  net_benefit_at_or_above = curve$net_benefit[curve$variable == "risk"],
  net_benefit_all_at_or_above = curve$net_benefit[curve$variable == "all"],
  net_benefit_none = curve$net_benefit[curve$variable == "none"]
)"""

_NOMOGRAM = """\
ranges <- rms::datadist(development[-1])
options(datadist = "ranges")
model <- rms::lrm({formula}, data = development)
drawn <- rms::nomogram(model, fun = plogis, funlabel = "Risk"{interact}){axes}"""

_QUARTILES = """\
{name} = unique(quantile(development[[{column}]], 1:3 / 4, type = 1, names = FALSE))"""

_NOMOGRAM_ANSWER = """\
axes <- unclass(drawn)[seq_len({count})]
total_points <- drawn[[{count} + 1]]
log_odds <- drawn[[{count} + 2]]
risk <- drawn[[{count} + 3]]
each <- function(of_axis) unlist(lapply(axes, of_axis), use.names = FALSE)
list(
  values = each(function(axis) if (is.character(axis[[1]])) seq_along(axis[[1]]) else as.numeric(axis[[1]])),
  tick_labels = each(function(axis) vapply(axis[[1]], format, "")),
  points = each(function(axis) axis$points),
  total_points = total_points$x, total_labels = format(total_points$x, trim = TRUE),
  linear_predictor = log_odds$x.real, linear_predictor_labels = format(log_odds$x.real, trim = TRUE),
  linear_predictor_points = log_odds$x,
  risk = risk$x.real, risk_labels = risk$fat, risk_points = unname(risk$x),
  points_per_unit = attr(drawn, "info")$sc, intercept = attr(drawn, "info")$Intercept[[1]]
)"""


def analysis(study: Study, cohort: Cohort, group: str = "") -> str:
    """R source of the analysis of a study, looked at in one of its cohorts, or a group of it.

    Parameters
    ----------
    study : Study
    cohort : Cohort
        The development cohort, or one of validation; it has the file that it was read from.
    group : str
        ``"sex=male"``; empty: all patients.

    Returns
    -------
    str
        Its last value is a named list of the numbers. Files go by their places from the folder of the development
        cohort's file, where it is to be run.

    Raises
    ------
    InputError
        If a cohort was not read from a file.
    """
    developed = cohort is study.development
    if study.risk:
        parts = [_FITTED_AS_GIVEN + _CUT_OFF, f"{_RISK_AS_GIVEN}\n{_LOG_ODDS_AS_GIVEN}"]
    else:
        predict = _PREDICT_DEVELOPMENT if developed else _PREDICT_VALIDATION
        parts = [f"{_FIT}\n{_WALD}", _FITTED + _CUT_OFF, predict]
    if group:
        parts.append(f"{_GROUP}\n{_LOG_ODDS_OF_GROUP}\n{_CURVE}")
    elif not developed:
        parts[-1] += f"\n{_CURVE}"
    return _source(study, cohort, group, [*parts, _EVALUATE, _ANSWER])


def by_lrm(study: Study, cohort: Cohort, group: str = "") -> str:
    """R source of the model of a study, fitted by lrm."""
    return _source(study, study.development, "", [_LRM])


def by_val_prob(study: Study, cohort: Cohort, group: str = "") -> str:
    """R source of what val.prob says of the predictions in a cohort, or a group of it."""
    return _source(study, cohort, group, [*_predicted(study, cohort, group), _VAL_PROB])


def by_rmda(study: Study, cohort: Cohort, group: str = "") -> str:
    """R source of the decision curve of rmda, which fits the model itself; otherwise it is given the risks."""
    fits = cohort is study.development and not group and not study.risk
    parts = [_RMDA_FITS] if fits else [*_predicted(study, cohort, group), _RMDA_IS_GIVEN]
    return _source(study, cohort, group, [_THRESHOLDS, *parts, _RMDA_ANSWER])


def by_dcurves(study: Study, cohort: Cohort, group: str = "") -> str:
    """R source of the decision curve of dcurves, of the risks."""
    return _source(study, cohort, group, [*_predicted(study, cohort, group), f"{_THRESHOLDS}\n{_DCURVES}"])


def by_nomogram(study: Study, cohort: Cohort, group: str = "") -> str:
    """R source of the nomogram of a study, from its development cohort's file."""
    return _source(study, study.development, "", [_NOMOGRAM, _NOMOGRAM_ANSWER])


PARTS: Mapping[str, Callable[[Study, Cohort, str], str]] = {
    "analysis": analysis,
    "lrm": by_lrm,
    "val.prob": by_val_prob,
    "rmda": by_rmda,
    "dcurves": by_dcurves,
    "nomogram": by_nomogram,
}
"""Each part by its name: most of it, and what one function or package more is asked."""

OF_THE_MODEL = ("lrm", "nomogram")
"""The parts that need a model, and look at the whole development cohort."""


def _predicted(study: Study, cohort: Cohort, group: str) -> list[str]:
    """The fit, and the risks in a cohort, or a group of it."""
    risk = _RISK_OF_DEVELOPMENT if cohort is study.development else _RISK_OF_VALIDATION
    parts = [_RISK_AS_GIVEN] if study.risk else [f"{_FIT}\n{risk}"]
    return [*parts, _GROUP] if group else parts


def _words(study: Study, cohort: Cohort, group: str) -> dict[str, str]:
    """What stands in the blanks."""
    of, columns = name_of(study, cohort), columns_of(study)
    here = "patients" if group else of
    words = {
        "of": of,
        "cohort": here,
        "outcome": text(columns[study.outcome]),
        "levels": levels(study, here),
        "level": repr(float(study.level)),
        "thresholds": _grid(study.thresholds),
    }
    if group:
        words["needed"] = needed(study)
        words |= {"who": who(group), "file": text(file_of(study, cohort)), "members": members(study, cohort, group)}
    if study.risk:
        finite = ", subset = is.finite(log_odds)"
        return {**words, "risk": text(columns[study.risk]), "finite": finite, "model": _NO_MODEL}
    axes = {"count": str(len(study.predictors)), "axes": ""}
    if study.formula.interactions:
        axes = {"count": "count", "axes": "\ncount <- length(drawn) - 3"}
    model = _MODEL.format(**words)
    return {**words, **axes, "formula": formula(study), "interact": _interact(study), "finite": "", "model": model}


def _interact(study: Study) -> str:
    """At which values predictors are shown while others that they interact with vary; R looks for the values itself."""
    formula, columns = study.formula, columns_of(study)
    chosen = shown_at(formula.predictors, formula.interactions, study.development.columns)
    each = [_QUARTILES.format(name=symbol(columns[name]), column=text(columns[name])) for name in chosen]
    return f",\n  interact = list({', '.join(each)})\n" if each else ""


def _source(study: Study, cohort: Cohort, group: str, parts: list[str]) -> str:
    words = _words(study, cohort, group)
    return "\n\n".join([*opening(study, cohort), *(part.format(**words) for part in parts)]) + "\n"


def _grid(thresholds: np.ndarray) -> str:
    """A grid of multiples of a step as such, other thresholds one by one."""
    if len(thresholds) > 1:
        by = float(f"{thresholds[1] - thresholds[0]:.10g}")
        first, last = round(float(thresholds[0]) / by), round(float(thresholds[-1]) / by)
        if last - first + 1 == len(thresholds) and np.array_equal(np.arange(first, last + 1) * by, thresholds):
            return f"({first}:{last}) * {by!r}"
    return f"c({', '.join(repr(float(threshold)) for threshold in thresholds)})"
