"""The analysis of a study as a person types it in R, from the CSV file to every number: its source text.

What stands in it is what the study says (files, columns, levels, the event, thresholds, the confidence level) and
nothing that we computed. What is printed by ``parity script`` is what is run, byte for byte.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from parity.data.cohort import Cohort, Factor, Study
from parity.data.numerals import is_number
from parity.data.reading import MISSING
from parity.errors import InputError

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NOT_A_COLUMN = re.compile(r"\.{1,3}|\.\.\d+")
"""What the language of R's formulas means otherwise, whether or not it stands in backticks: ``.``, ``...``, ``..1``."""

_HEAD = """\
# {title}
# Development: {development}, SHA-256 {sha256}"""
_VALIDATION_HEAD = """\
# Validation: {validation}, SHA-256 {sha256}"""

_READ = """\
read_cohort <- function(file) {{
  cells <- read.csv(
    file, colClasses = "character", check.names = FALSE, na.strings = character(), strip.white = TRUE,
    comment.char = "", fileEncoding = "UTF-8-BOM"
  )
  names(cells) <- trimws(names(cells))
  cells[] <- lapply(cells, function(column) {{
    column <- trimws(column)
    replace(column, column %in% {missing}, NA)
  }})
  cells
}}
variables <- {variables}"""

_COMPLETE = """\
{cohort} <- read_cohort({file})[variables]
dropped <- sum(!complete.cases({cohort}))
{cohort} <- {cohort}[complete.cases({cohort}), ]"""

_MODEL = """\
model <- glm({formula}, family = binomial, data = development)
wald <- summary(model)$coefficients"""

_CUT_OFF = """\
fitted_risk <- predict(model, type = "response")
curve <- pROC::roc(development[[{outcome}]], fitted_risk, levels = c(0, 1), direction = "<", quiet = TRUE)
best <- pROC::coords(
  curve, "best", best.method = "youden", transpose = FALSE, ret = c("threshold", "sensitivity", "specificity")
)
cutoff <- min(best$threshold)"""

_PREDICT_DEVELOPMENT = """\
risk <- fitted_risk
log_odds <- predict(model)"""
_PREDICT_VALIDATION = """\
risk <- predict(model, newdata = validation, type = "response")
log_odds <- predict(model, newdata = validation)
curve <- pROC::roc(validation[[{outcome}]], risk, levels = c(0, 1), direction = "<", quiet = TRUE)"""

_EVALUATE = """\
y <- {cohort}[[{outcome}]]
area <- pROC::ci.auc(curve, conf.level = {level})
positive <- risk >= cutoff
fit_test <- ResourceSelection::hoslem.test(y, risk)
line <- glm(y ~ log_odds, family = binomial)
in_the_large <- glm(y ~ 1, offset = log_odds, family = binomial)
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
  values = unlist(lapply({cohort}[-1], as.numeric), use.names = FALSE),
  coefficients = unname(wald[, 1]), standard_errors = unname(wald[, 2]),
  risk = unname(risk),
  auc = as.numeric(area)[2], auc_low = as.numeric(area)[1], auc_high = as.numeric(area)[3],
  cutoffs = best$threshold, youden = max(best$sensitivity + best$specificity) - 1,
  true_positives = sum(positive & y == 1), false_positives = sum(positive & y == 0),
  sensitivity = mean(positive[y == 1]), specificity = mean(!positive[y == 0]),
  hosmer_lemeshow = unname(fit_test$statistic), hosmer_lemeshow_df = unname(fit_test$parameter),
  hosmer_lemeshow_p = unname(fit_test$p.value),
  intercept = coef(line)[[1]], slope = coef(line)[[2]], intercept_in_the_large = coef(in_the_large)[[1]],
  brier = mean((risk - y)^2),
  net_benefit = net_benefit
)"""


_NOMOGRAM = """\
ranges <- rms::datadist(development[-1])
options(datadist = "ranges")
model <- rms::lrm({formula}, data = development)
drawn <- rms::nomogram(model, fun = plogis, funlabel = "Risk")"""

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


def script(study: Study, cohort: Cohort) -> str:
    """R source of the analysis of a study, looked at in one of its cohorts.

    Parameters
    ----------
    study : Study
    cohort : Cohort
        The development cohort, or one of validation; it has the file that it was read from.

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
    folder = folder_of(study)
    here = "development" if developed else "validation"
    names = (study.outcome, *study.predictors)
    columns = dict(zip(names, _column_names(names)))
    outcome = text(columns[study.outcome])
    development_file, file = (_from(folder, one) for one in (study.development, cohort))
    head = _HEAD.format(
        title=_comment(study.title), development=_comment(development_file), sha256=study.development.sha256
    )
    parts = [head if developed else f"{head}\n{_validation_head(file, cohort)}"]
    parts += [_READ.format(missing=_texts(_missing(study)), variables=_texts(names))]
    parts += ["\n".join(_typed(study, columns, "development", development_file))]
    if not developed:
        parts += ["\n".join(_typed(study, columns, "validation", file))]
    parts += [_MODEL.format(formula=_formula(study, columns)), _CUT_OFF.format(outcome=outcome)]
    parts += [_PREDICT_DEVELOPMENT if developed else _PREDICT_VALIDATION.format(outcome=outcome)]
    grid = _grid(study.thresholds)
    parts += [_EVALUATE.format(cohort=here, outcome=outcome, level=repr(float(study.level)), thresholds=grid)]
    parts += [_ANSWER.format(cohort=here, outcome=outcome, levels=_levels(study, columns, here))]
    return "\n\n".join(parts) + "\n"


def nomogram_script(study: Study) -> str:
    """R source of the nomogram of a study, from its development cohort's file.

    Parameters, result, errors: as of `script`.
    """
    file = _from(folder_of(study), study.development)
    names = (study.outcome, *study.predictors)
    columns = dict(zip(names, _column_names(names)))
    parts = [_HEAD.format(title=_comment(study.title), development=_comment(file), sha256=study.development.sha256)]
    parts += [_READ.format(missing=_texts(_missing(study)), variables=_texts(names))]
    parts += ["\n".join(_typed(study, columns, "development", file))]
    parts += [_NOMOGRAM.format(formula=_formula(study, columns))]
    parts += [_NOMOGRAM_ANSWER.format(count=len(study.predictors))]
    return "\n\n".join(parts) + "\n"


def _missing(study: Study) -> list[str]:
    """What stands for a missing value, in any of the files."""
    return sorted(MISSING.union(*(cohort.missing for cohort in study.cohorts)))


def folder_of(study: Study) -> Path:
    """Where the script of a study is run: the folder of its development cohort's file."""
    return _path(study.development).parent


def text(value: str) -> str:
    """A text of R in double quotes."""
    return f'"{_escaped(value, chr(34))}"'


def symbol(name: str) -> str:
    """A name of R in backticks."""
    return f"`{_escaped(name, '`')}`"


def _escaped(value: str, quote: str) -> str:
    if "\0" in value:
        raise InputError("a name with a zero byte cannot be written in R")
    escapes = {**_ESCAPES, quote: f"\\{quote}"}
    return "".join(escapes.get(letter) or _plain(letter) for letter in value)


def _plain(letter: str) -> str:
    return f"\\{ord(letter):03o}" if _is_control(letter) else letter


def _is_control(letter: str) -> bool:
    return ord(letter) < 32 or ord(letter) == 127


def _comment(value: str) -> str:
    """On one line, whatever is in it."""
    return " ".join("".join(" " if _is_control(letter) else letter for letter in value).split())


def _texts(values: Sequence[str]) -> str:
    return f"c({', '.join(map(text, values))})"


def _path(cohort: Cohort) -> Path:
    if cohort.path is None:
        raise InputError(f"cohort {cohort.name} was not read from a CSV file", step="write it to one first")
    return cohort.path.resolve()


def _from(folder: Path, cohort: Cohort) -> str:
    return Path(os.path.relpath(_path(cohort), folder)).as_posix()


def _validation_head(file: str, cohort: Cohort) -> str:
    return _VALIDATION_HEAD.format(validation=_comment(file), sha256=cohort.sha256)


def _column_names(names: Sequence[str]) -> list[str]:
    """The names of the columns in the model: as in the file, but for those that a formula cannot have."""
    found: list[str] = []
    for name in names:
        renamed = name
        if _NOT_A_COLUMN.fullmatch(name):
            renamed = f"column {name}"
            while renamed in names:
                renamed += " "
        found.append(renamed)
    return found


def _typed(study: Study, columns: dict[str, str], cohort: str, file: str) -> list[str]:
    """Lines that read a cohort, keep its complete cases and say what each column is."""
    lines = [_COMPLETE.format(cohort=cohort, file=text(file))]
    if list(columns) != list(columns.values()):
        lines.append(f"names({cohort}) <- {_texts(list(columns.values()))}")
    lines.append(_outcome(study, columns[study.outcome], cohort))
    lines += [_predictor(study, name, columns[name], cohort) for name in study.predictors]
    return lines


def _outcome(study: Study, column: str, cohort: str) -> str:
    cells = f"{cohort}[[{text(column)}]]"
    event, other = study.event, study.no_event
    if {event, other} == {"true", "false"}:
        told = f"toupper({cells}) == {text(event.upper())}"
    elif is_number(event) and is_number(other):
        told = f"as.numeric({cells}) == {_number(event)}"
    else:
        told = f"{cells} == {text(event)}"
    return f"{cells} <- as.integer({told})"


def _number(literal: str) -> str:
    return literal if _PLAIN_NUMBER.fullmatch(literal) else f"as.numeric({text(literal)})"


def _predictor(study: Study, name: str, column: str, cohort: str) -> str:
    cells = f"{cohort}[[{text(column)}]]"
    if not isinstance(study.development.columns[name], Factor):
        truth = f'as.integer(toupper({cells}) == "TRUE")'
        return f"{cells} <- {truth if name in study.truths else f'as.numeric({cells})'}"
    if cohort == "validation":
        levels = f"levels(development[[{text(column)}]])"
    elif name in study.levels:
        levels = _texts(study.levels[name])
    else:
        levels = f'sort(unique({cells}), method = "radix")'
    return f"{cells} <- factor({cells}, levels = {levels})"


def _levels(study: Study, columns: dict[str, str], cohort: str) -> str:
    """What the levels of each predictor are, in their order; of a number, that it is one."""
    each = []
    for name in study.predictors:
        factor = isinstance(study.development.columns[name], Factor)
        found = f"levels({cohort}[[{text(columns[name])}]])" if factor else '"a number"'
        each.append(f'paste({text(name)}, {found}, sep = ": ")')
    lines = ",\n    ".join(each)
    return f"c(\n    {lines}\n  )"


def _grid(thresholds: np.ndarray) -> str:
    """A grid of multiples of a step as such, other thresholds one by one."""
    if len(thresholds) > 1:
        by = float(f"{thresholds[1] - thresholds[0]:.10g}")
        first, last = round(float(thresholds[0]) / by), round(float(thresholds[-1]) / by)
        if last - first + 1 == len(thresholds) and np.array_equal(np.arange(first, last + 1) * by, thresholds):
            return f"({first}:{last}) * {by!r}"
    return f"c({', '.join(repr(float(threshold)) for threshold in thresholds)})"


def _formula(study: Study, columns: dict[str, str]) -> str:
    right = " + ".join(symbol(columns[name]) for name in study.predictors)
    return f"{symbol(columns[study.outcome])} ~ {right}"
