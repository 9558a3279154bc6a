"""Every argument of R's functions is taken under its name, or refused by name."""

from __future__ import annotations

import subprocess
from dataclasses import fields

import pytest

from parity import figures
from parity.errors import InputError
from parity.graphics.geometry import kind_of

FUNCTIONS = {
    "roc": ("pROC:::plot.roc.roc",),
    "calibration": ("rms::val.prob",),
    "calibrate": ("rms:::plot.calibrate.default", "rms:::calibrate.default"),
    "decision_curve": ("rmda::plot_decision_curve",),
    "clinical_impact": ("rmda::plot_clinical_impact",),
    "nomogram": ("rms::nomogram", "rms:::plot.nomogram", "rms:::print.nomogram"),
}
GIVEN_OTHERWISE = {
    **{name: {"x"} for name in ("roc", "decision_curve", "clinical_impact")},
    "calibrate": {"fit", "x"},
    "nomogram": {"fit", "x", "dec"},
}
"""What is drawn; and the decimals of ``printed(dec)``."""


def taken(name: str) -> set[str]:
    kind = kind_of(name)
    return {*kind.keywords, *kind.further_choices, *(option.name for option in fields(kind.options))}


@pytest.mark.r
@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_argument_of_r_is_unheard_of(name):
    for function in FUNCTIONS[name]:
        package = function.split(":")[0]
        code = f"if (requireNamespace('{package}', quietly = TRUE)) cat(names(formals({function})), sep = '\\n')"
        asked = subprocess.run(["Rscript", "--vanilla", "-e", code], capture_output=True, text=True, check=True)
        arguments = {line.replace(".", "_") for line in asked.stdout.split("\n")} - {"", "___"}
        if not arguments:
            pytest.skip(f"{package} is not here")
        known = taken(name) | set(kind_of(name).refused) | GIVEN_OTHERWISE.get(name, set())
        assert arguments - known == set()


@pytest.mark.r
def test_neither_val_prob_nor_a_nomogram_has_a_title():
    """`main` is refused for both: val.prob stops, and plot.nomogram takes it in its dots and draws the same page."""
    code = """suppressMessages(library(rms))
    d <- data.frame(y = rep(0:1, 40), x = sin(1:80), z = cos(3 * (1:80)))
    ranges <- datadist(d); options(datadist = "ranges")
    n <- nomogram(lrm(y ~ x + z, d))
    page <- function(...) { f <- tempfile(); pdf(f, compress = FALSE); plot(n, ...); dev.off(); readBin(f, "raw", 1e6) }
    dated <- function(page) gsub("D:[0-9]+", "", rawToChar(page[page != 0 & page < 128]), useBytes = TRUE)
    cat(identical(dated(page()), dated(page(main = "Title"))), "")
    cat(tryCatch(val.prob(plogis(d$x), d$y, main = "Title"), error = conditionMessage))"""
    asked = subprocess.run(["Rscript", "--vanilla", "-e", code], capture_output=True, text=True, check=True)
    assert asked.stdout == 'TRUE unused argument (main = "Title")'


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nothing_is_both_taken_and_refused(name):
    assert taken(name) & set(kind_of(name).refused) == set()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_refused_says_what_to_do(name):
    for argument, step in kind_of(name).refused.items():
        with pytest.raises(InputError) as raised:
            getattr(figures, name)("rait", **{argument: 1})
        assert str(raised.value) == f"{name} takes no {argument}; {step}"
