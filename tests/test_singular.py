"""A count of one is said in the singular: every message and template that prints a count is read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from test_architecture import PACKAGE

import parity
from parity.data.study import study_from_csv
from parity.errors import InputError, plural
from parity.statistics.caution import Caution
from parity.statistics.calibration.recalibration import point_out_certain

COUNTED = (
    "answer bin byte case category cell coefficient cohort column control corner coefficient curve decimal deviation "
    "digit draw element entry event factor field figure function group knot label length level line mistake model "
    "name non-event number outcome package page panel parameter patient place point predictor record reference "
    "resample row sample second setting side statistic study term text thing threshold tick title value weight word"
).split()
PLURALS = {re.sub(r"y$", "ie", noun) + "s" for noun in COUNTED} | {"are", "have", "do", "were"}
A_COUNT = re.compile(
    r"\blen\(|sum\(|count|\bn\b|size|rows|events|dropped|left|lost|filled|groups|samples|length|total|more|levels|alike"
)
NEVER_ONE = {
    ("checks/discrimination/scores.py", "len(column.levels)"): "more than two",
    ("data/columns.py", "len(found)"): "a third value was found",
    ("data/formula_text.py", "len(term.entries)"): "more than an interaction may have, three",
    ("data/frame.py", "frame.columns.nlevels"): "more than one",
    ("data/models.py", "len(each)"): "two or more",
    ("data/models.py", "len(several)"): "two or more",
    ("data/template.py", "count"): "more than 2",
    ("data/template.py", "len(distinct)"): "more than a factor of a draft may have, ten",
    ("figures/fitted.py", "len(others)"): "not 1",
    ("figures/reading.py", "len(patient)"): "not 1",
    ("figures/samples.py", "len(found)"): "not 1, nor 0",
    ("models/design.py", "len(column.levels)"): "at least two levels",
    ("models/knots.py", "count"): "at least three knots",
    ("models/knots.py", "count + 3"): "at least six",
    ("r/child.py", "len(payload)"): "two thousand million",
    ("r/decoding.py", "length"): "a fault of the protocol, for nobody to read",
    ("r/decoding.py", "len(elements)"): "a fault of the protocol, for nobody to read",
    ("r/encoding.py", "len(levels)"): "two or more",
    ("r/files.py", "size"): "a long array",
    ("report/pages.py", "alike"): "a page has many",
    ("report/unlike.py", "len(primitive.points)"): "two or more",
    ("statistics/calibration/hosmer_lemeshow.py", "groups"): "at least two",
    ("statistics/calibration/hosmer_lemeshow.py", "filled"): "at least two",
    ("public/bootstrap.py", "count"): "two resamples at least",
    ("statistics/association/counts.py", "len(events)"): "of a single patient nothing is counted",
    ("statistics/association/counts.py", "len(categories.codes)"): "of a single patient nothing is counted",
    ("statistics/association/groups.py", "len(events)"): "of a single patient nothing is compared",
    ("statistics/association/groups.py", "len(values)"): "of a single patient nothing is compared",
    ("statistics/bootstrap/rows.py", "n"): "a single row is not resampled",
    ("statistics/utility/bands.py", "len(drawn.events)"): "two resamples at least",
    ("statistics/validation/corrected_calibration.py", "n"): "a model has more patients",
    ("statistics/validation/plans.py", "n"): "a model has more patients",
    ("statistics/calibration/hosmer_lemeshow_groupings.py", "groups"): "at least two",
    ("statistics/discrimination/best_cutoff_bootstrap.py", "len(best)"): "more than one is best",
    ("statistics/discrimination/cutoff_bootstrap.py", "len(values)"): "one, if it is lost, is none",
    ("statistics/discrimination/resampled.py", "resamples"): "one, if it is lost, is none",
    ("statistics/fields.py", "len(made)"): "a fault of ours, for nobody to read",
    ("statistics/fields.py", "len(set(names))"): "a fault of ours, for nobody to read",
    ("statistics/nomogram/abbreviations.py", "len(levels)"): "more than 26",
    ("statistics/nomogram/bars.py", "len(coefficients)"): "an intercept and others",
    ("statistics/random/recurrences.py", "self.size"): "the words of a state",
    ("statistics/random/sampling.py", "n"): "more than R draws by hashing, ten million",
    ("statistics/random/trace.py", "len(one.first)"): "of a single value the first is all",
    ("statistics/regression/maximum_likelihood.py", "y.size"): "a fault of ours, for nobody to read",
    ("statistics/regression/maximum_likelihood.py", "n"): "a fault of ours, for nobody to read",
    ("statistics/tally.py", "len(is_case)"): "a fault of ours, for nobody to read",
    ("verification/allowance.py", "len(array)"): "a fault of ours, for nobody to read",
    ("verification/estimable.py", "len(terms)"): "more than one event, of which there is at least one",
    ("verification/verification.py", "len(field)"): "more than six",
}
"""Where a plural follows a number that cannot be 1, and why."""


def sentences(path: Path) -> Iterator[tuple[int, str, str]]:
    """Each count of a text in a file that a plural follows: line, what is counted, and the words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    chosen = [node for node in ast.walk(tree) if isinstance(node, ast.IfExp)]
    by_number = {
        id(part)
        for node in chosen
        for part in (node.body, node.orelse)
        if re.search("[!=]= ?1", ast.unparse(node.test))
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr) or id(node) in by_number:
            continue
        for value, after in zip(node.values, node.values[1:]):
            if not isinstance(value, ast.FormattedValue) or not isinstance(after, ast.Constant):
                continue
            counted, words = ast.unparse(value.value), str(after.value)
            if "plural(" not in counted and A_COUNT.search(counted) and is_plural(words):
                yield node.lineno, counted, words


def is_plural(words: str) -> bool:
    """Whether text after a number begins with a plural noun, up to two adjectives before it, or with a verb of one."""
    found = re.match(r" ((?:[a-z]+-?[a-z]+ ){0,2})([a-z-]+)\b", words)
    return found is not None and bool({*found[1].split(), found[2]} & PLURALS)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_message_has_a_plural_after_a_number_that_may_be_one(path):
    name = path.relative_to(PACKAGE).as_posix()
    if name.startswith("selftest/faults/"):
        return
    wrong = [found for found in sentences(path) if (name, found[1]) not in NEVER_ONE]
    assert wrong == []


def test_every_exception_is_still_one():
    there = {
        (name.relative_to(PACKAGE).as_posix(), found[1]) for name in PACKAGE.rglob("*.py") for found in sentences(name)
    }
    assert set(NEVER_ONE) - there == set()


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.j2")), ids=lambda path: path.name)
def test_no_template_has_a_plural_after_a_number_that_may_be_one(path):
    text = path.read_text(encoding="utf-8")
    several = {
        "entry.statistics|length": "settings",
        "section.settings|length": "settings",
        "entry.lines|length": "references",
    }
    found = re.findall(r"\{\{ ?([^{}]*?) ?\}\}((?: [a-z-]+){1,3})", text)
    wrong = [(counted, words) for counted, words in found if "plural(" not in counted and is_plural(words)]
    assert [one for one in wrong if one[0] not in several] == []
    for counted, noun in several.items():
        assert f"{{{{ {counted} }}}} {noun}" not in text or f"{counted} > 1" in text, counted


@pytest.mark.parametrize(("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1204, "1,204 rows")])
def test_a_count_and_its_noun(count, said):
    assert plural(count, "row") == said
    assert plural(count, "study", "studies").endswith("study" if count == 1 else "studies")


def one_of_each(folder: Path) -> Path:
    """A cohort with one event among many, and one row that is left out."""
    rows = [f"{int(place == 7)},{50 + place * 7 % 13},{'ab'[place % 2]}" for place in range(12)]
    (folder / "a.csv").write_text("\n".join(["died,age,arm", *rows, "0,,a"]) + "\n")
    return folder / "a.csv"


def test_one_event_and_one_row_left_out_are_said_so(tmp_path):
    study = study_from_csv(one_of_each(tmp_path), outcome="died", predictors=["age"])
    assert repr(study.development) == "<cohort a: 12 patients, 1 event, 1 row left out>"
    with pytest.raises(InputError, match="1 event is fewer than the 2 parameters"):
        parity.verify(study_from_csv(tmp_path / "a.csv", outcome="died", predictors=["age", "arm"]))


def test_one_row_of_data_is_one(tmp_path):
    (tmp_path / "a.csv").write_text("died,age\n1,50\n")
    with pytest.raises(InputError, match="has 1 row of data"):
        study_from_csv(tmp_path / "a.csv", outcome="died", predictors=["age"])


@pytest.mark.parametrize(
    ("certain", "said"),
    [(1, "1 patient with a risk of exactly 0 or 1 is"), (2, "2 patients with a risk of exactly 0 or 1 are")],
)
def test_one_patient_with_a_risk_of_1_is_one(certain, said):
    risk = np.linspace(0.2, 0.7, 20)
    risk[:certain] = 1.0
    with pytest.warns(Caution, match=f"^{said} left out"):
        point_out_certain(risk)


def test_one_number_and_one_statistic_are_one():
    dice = parity.RRandom(seed=1, trace=True)
    dice.runif(1)
    assert repr(dice).endswith(": 1 number taken>") and ": 1 value " in str(dice.trace[0])
    with pytest.raises(InputError, match="1 number, but 2 fields are named"):
        parity.hold(
            (0.8,), "auc_delong", fields=("auc", "variance"), mode="replay", outcome=[0, 1, 1], risk=[0.1, 0.2, 0.3]
        )
    assert "\n1 statistic, " in repr(parity.verify("asah", "brier_score", mode="replay"))
