"""Risks that are equal but for rounding: what hangs on their order is told from R's own, and nothing else is."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from verified import verified

from parity.answers.answer import Answer
from parity.answers.modes import Mode
from parity.answers.recorded import RecordedR
from parity.checks.as_typed import as_typed, model_as_typed, validation_as_typed
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.verdict import Verdict
from parity.data.study_file import find_study
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.concordance import concordance
from parity.verification.compare import compare
from parity.verification.compute import asked_of, computed, questions_of

CASES = [
    (as_typed.CHECK, "risk", "auc", ("auc", "auc_low", "auc_high")),
    (model_as_typed.CHECK, "log_odds", "c", ("c", "dxy")),
    (validation_as_typed.CHECK, "risk", "c", ("c", "dxy")),
]


def recorded(check, name="birthwt"):
    """A study whose model has patients with the same columns: what was computed, and R's recorded answers."""
    study = find_study(name)
    only = CATALOGUE.matching([check.stem])
    _, sample = next(asked_of(study, only))
    made = computed(check, sample)
    (question,) = questions_of(check, sample, made.inputs.arguments)
    return made, question, RecordedR(study.references, CATALOGUE.scripts).ask(question)


def compared(made, question, answer, **instead):
    changed = dataclasses.replace(answer, value={**answer.value, **instead})
    comparison = compare(made.check, question.call, made.outcome, changed, made.inputs, CATALOGUE.shared(question.call))
    return {field.name: field.verdict for field in comparison.fields}


def with_broken_ties(made, values):
    """Of patients with the same risk those with the event a rounding higher, as a BLAS may leave them by their rows."""
    values = np.asarray(values, dtype=float)
    return np.where(made.inputs.arguments[outcome_of(made)] == 1, values + 2 * np.spacing(values), values)


def outcome_of(made):
    return "observed" if made.check is as_typed.CHECK else "outcome"


def by_counting(made, values):
    """What then follows, from the definitions."""
    outcome = made.inputs.arguments[outcome_of(made)]
    if made.check is as_typed.CHECK:
        found = auc_delong(outcome, values, 0.95)
        return {"auc": found.auc, "auc_low": found.interval.low, "auc_high": found.interval.high}
    risk = values if made.check is validation_as_typed.CHECK else 1 / (1 + np.exp(-values.astype(np.longdouble)))
    found = concordance(outcome, risk)
    return {"c": found.c, "dxy": found.dxy}


@pytest.mark.parametrize(("check", "order", "first", "fields"), CASES, ids=[case[0].stem for case in CASES])
def test_what_follows_from_rs_own_risks_is_explained_and_nothing_beside(check, order, first, fields):
    made, question, answers = recorded(check)
    tried = 0
    for answer in answers:
        assert isinstance(answer, Answer)
        if check is not as_typed.CHECK and answer.provenance.packages["rms"] < "6.9":
            continue  # counts risks in bins, which hardly ever break
        tried += 1
        broken = with_broken_ties(made, answer.value[order])
        moved = by_counting(made, broken)
        assert abs(moved[first] - answer.value[first]) > 1e-5, "the study has ties"
        found = compared(made, question, answer, **{order: broken}, **moved)
        assert found[order] in (Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED)
        assert {found[name] for name in fields} == {Verdict.DEVIATES_AS_DOCUMENTED}
        alone = compared(made, question, answer, **moved)
        assert {alone[name] for name in fields} == {Verdict.DISAGREES}, "R's risks do not bear it out"
        off = compared(made, question, answer, **{order: broken}, **{**moved, first: moved[first] + 1e-6})
        assert off[first] is Verdict.DISAGREES
    assert tried


def test_risks_of_r_s_that_are_not_ours_disagree_by_themselves():
    made, question, answers = recorded(as_typed.CHECK)
    answer = answers[0]
    other = np.asarray(answer.value["risk"])[::-1]
    found = compared(made, question, answer, risk=other, **by_counting(made, other))
    assert found["risk"] is Verdict.DISAGREES


def test_ours_must_be_what_its_own_risks_give():
    made, question, answers = recorded(as_typed.CHECK)
    fields = {**made.outcome.fields}
    fields["auc"] = dataclasses.replace(fields["auc"], values=fields["auc"].values + 1e-3)
    wrong = dataclasses.replace(made, outcome=dataclasses.replace(made.outcome, fields=fields))
    assert compared(wrong, question, answers[0])["auc"] is Verdict.DISAGREES


def test_the_bundled_studies_need_it_nowhere():
    stems = [case[0].stem for case in CASES]
    verification = verified([find_study("birthwt")], CATALOGUE.matching(stems), None, Mode.REPLAY)
    assert verification.verdict.passes
