"""A whole run from Python, through the public names; with parity's own catalogue, and with another library's."""

from __future__ import annotations

import dataclasses
import hashlib
import inspect
import json
import pydoc
import shutil
import subprocess
import sys
from dataclasses import dataclass

import numpy as np
import pytest

import parity
from parity.answers.live import LiveR
from parity.answers.modes import Mode
from parity.answers.recorded import RecordedR
from parity.checks.catalogue import CATALOGUE
from parity.data.study import study_from_csv
from parity.checks.vocabulary import Catalogue, Check, Deviation, LibraryCall, RCall, Scope, closed_form, exact
from parity.r.supervisor import RSession
from parity.statistics.fields import along, labels
from parity.verification.recording import drift, record
from parity.verification.run import run
from parity.checks.vocabulary.verdict import Verdict


def test_a_study_is_verified_and_its_evidence_written_by_two_calls(tmp_path):
    verification = parity.verify("asah", "auc*", mode="replay")
    assert [statistic.check.stem for statistic in verification.statistics] == ["auc_delong"]
    assert verification.verdict.passes and verification.exit_code == 0 and verification.without_r == ""
    folder = parity.write_evidence(verification, tmp_path / "evidence")
    assert (folder / "report.html").is_file()


def test_several_studies_and_several_statistics_by_name():
    verification = parity.verify(["asah", parity.study("dca")], ["brier_score", "roc_curve"], mode="replay")
    assert [study.name for study in verification.studies] == ["asah", "dca"]
    assert {statistic.check.stem for statistic in verification.statistics} == {"brier_score", "roc_curve"}


def my_data(folder, n=80, seed=5):
    random = np.random.default_rng(seed)
    age = random.normal(60, 10, n)
    died = (random.random(n) < 1 / (1 + np.exp(-(age - 62) / 8))).astype(int)
    rows = "".join(f"{a!r},{d}\n" for a, d in zip(age.tolist(), died.tolist()))
    path = folder / f"my-{seed}.csv"
    path.write_text("age at visit,died\n" + rows, encoding="utf-8")
    return path


@pytest.mark.r
def test_data_of_one_s_own_are_verified_live(tmp_path):
    study = parity.study(my_data(tmp_path), outcome="died", predictors=["age at visit"])
    verification = parity.verify(study, ["logistic_regression", "auc_delong"], mode="live")
    assert verification.verdict is Verdict.AGREES
    assert {comparison.provenance.answered for s in verification.statistics for comparison in s.comparisons} == {"live"}


@pytest.mark.r
def test_a_model_is_validated_on_several_cohorts_in_one_run(tmp_path):
    files = [my_data(tmp_path, 60, seed) for seed in (6, 7)]
    study = parity.study(my_data(tmp_path), outcome="died", predictors=["age at visit"], validation=files)
    verification = parity.verify(study, ["logistic_regression", "brier_score"], mode="live")
    assert verification.verdict.passes
    assert [(s.check.stem, s.setting.label) for s in verification.statistics] == [
        ("logistic_regression", "my-5"), ("brier_score", "my-5"), ("brier_score", "my-6"), ("brier_score", "my-7"),
    ]  # fmt: skip


def test_what_cannot_be_done_is_one_clear_error():
    with pytest.raises(parity.InputError, match="no statistic is named 'auk'; .*`parity list` shows all"):
        parity.verify("asah", "auk")
    with pytest.raises(parity.InputError, match="no study named 'asahh'; did you mean 'asah'"):
        parity.verify("asahh")


@pytest.fixture
def auc_in_a_copy(tmp_path):
    """The check of the AUC with its scripts and records in a copy, and what changes the script."""
    script = tmp_path / "r_scripts" / "pROC" / "auc_delong.R"
    shutil.copytree(CATALOGUE.scripts, tmp_path / "r_scripts")
    shutil.copytree(CATALOGUE.references / "asah", tmp_path / "references" / "asah")
    catalogue = dataclasses.replace(CATALOGUE, scripts=tmp_path / "r_scripts", references=tmp_path / "references")

    def verified(change, *, recorded_anew: bool = False):
        script.write_text(change(script.read_text()))
        if recorded_anew:
            record = tmp_path / "references" / "asah" / "pROC" / "auc_delong.json"
            kept = json.loads(record.read_text())
            kept["script_sha256"] = hashlib.sha256(script.read_bytes()).hexdigest()
            record.write_text(json.dumps(kept))
        return parity.verify("asah", "auc_delong", mode="auto", catalogue=catalogue)

    return verified


@pytest.mark.r
def test_a_recorded_answer_does_not_hide_that_r_died(auc_in_a_copy):
    verification = auc_in_a_copy(lambda text: text.replace("{", "{\n  quit(status = 9)", 1), recorded_anew=True)
    comparison = verification.statistics[0].comparisons[0]
    assert comparison.verdict is Verdict.NOT_RUN and comparison.provenance is None
    assert verification.exit_code == 4
    replayed = parity.verify("asah", "auc_delong", mode="replay")
    assert replayed.exit_code == 0


@pytest.mark.r
def test_a_stale_record_is_named_and_the_live_answer_decides(auc_in_a_copy, tmp_path):
    verification = auc_in_a_copy(lambda text: "# the same\n" + text)
    assert verification.exit_code == 0 and verification.verdict is Verdict.AGREES
    of_proc = [one for one in verification.statistics[0].comparisons if one.call.package == "pROC"]
    assert [one.verdict for one in of_proc] == [Verdict.AGREES, Verdict.STALE]
    folder = parity.write_evidence(verification, tmp_path / "evidence")
    (named,) = json.loads((folder / "results.json").read_text())["stale"]
    assert (named["stem"], named["reference"], named["decides"]) == ("auc_delong", "pROC/auc_delong", False)
    assert auc_in_a_copy(lambda text: text.replace("c(0, 1)", "c(1, 0)")).exit_code == 1


@pytest.mark.r
def test_a_stop_that_is_documented_of_other_risks_is_no_excuse_of_a_script_that_loses_them(tmp_path):
    scripts = shutil.copytree(CATALOGUE.scripts, tmp_path / "r_scripts")
    script = scripts / "rms" / "val_prob.R"
    script.write_text(script.read_text().replace("p = risk", "p = NA * risk"))
    catalogue = dataclasses.replace(CATALOGUE, scripts=scripts, references=None)
    stems = ["concordance", "calibration_*", "spiegelhalter_test", "brier_score", "quality_indexes"]
    verification = parity.verify("asah", stems, mode="live", catalogue=catalogue)
    assert {one.check.stem for one in verification.statistics if one.verdict is Verdict.DISAGREES} == {
        "concordance", "calibration_line", "calibration_curve", "spiegelhalter_test", "brier_score", "quality_indexes",
    }  # fmt: skip
    assert verification.exit_code == 1


def test_without_r_auto_says_why_it_was_not_asked_and_live_refuses(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("R_HOME", raising=False)
    verification = parity.verify("asah", "auc*")
    assert verification.verdict.passes and "there is no R" in verification.without_r
    with pytest.raises(parity.Missing, match="there is no R"):
        parity.verify("asah", "auc*", mode="live")


def test_every_public_name_is_there_and_costs_nothing_until_it_is_used():
    assert [name for name in parity.__all__ if not hasattr(parity, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        parity.nothing
    code = "import sys, parity; dir(parity); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_dir_and_help_show_the_public_names_and_what_they_take():
    assert dir(parity) == sorted(parity.__all__)
    assert all(f"`{name}`" in parity.__doc__ for name in parity.__all__)
    shown = pydoc.render_doc(parity.verify, renderer=pydoc.plaintext)
    options = [name for name in inspect.signature(parity.verify).parameters if name not in ("study", "checks")]
    assert {"mode", "require", "without", "strict", "bridge", "timeout"} <= set(options)
    assert all(f"\n    {name} : " in shown for name in options)
    everything = pydoc.render_doc(parity, renderer=pydoc.plaintext)
    assert all(f"\n    {name}(" in everything for name in ("verify", "study", "hold", "bundled_studies"))


def test_what_must_answer_or_be_whole_is_said_in_python_too():
    asked = {"mode": "replay", "without": ["rmda"]}
    assert parity.verify("asah", "decision_curve", **asked).exit_code == 0
    required = parity.verify("asah", "decision_curve", require="rmda", **asked)
    assert required.exit_code == 3 and list(required.lacking) == ["rmda"]
    assert parity.verify("asah", "decision_curve", strict=True, **asked).exit_code == 3
    with pytest.raises(parity.InputError, match="require rdma: no chosen check asks it; did you mean 'rmda'?"):
        parity.verify("asah", "decision_curve", require=["rdma"], mode="replay")


def test_studies_of_one_name_and_modes_that_there_are_not_are_refused():
    with pytest.raises(
        parity.InputError, match="two studies are both called 'asah', and results go by that name; rename"
    ):
        parity.verify(["asah", parity.study("asah")], mode="replay")
    with pytest.raises(parity.InputError, match="there is no mode 'bogus'; it is one of 'auto', 'live', 'replay'"):
        parity.verify("asah", mode="bogus")
    with pytest.raises(parity.InputError, match="there is no bridge 'ssh'; it is 'rpy2', 'rscript' or None"):
        parity.verify("asah", bridge="ssh")


# Another library: a catalogue with scripts, answers and a Python package of its own


@dataclass(frozen=True, slots=True)
class FiveNumbers:
    """Tukey's summary.

    Attributes
    ----------
    names : (5,) tuple of str
    numbers : (5,) float array
    """

    names: tuple[str, ...] = labels()
    numbers: np.ndarray = along("names")


def five_numbers(x):
    """Minimum, lower hinge, median, upper hinge, maximum."""
    n, ordered = len(x), np.sort(x)
    hinge = (n + 3) // 2 / 2
    depths = np.array([1, hinge, (n + 1) / 2, n + 1 - hinge, n]) - 1
    numbers = (ordered[np.floor(depths).astype(int)] + ordered[np.ceil(depths).astype(int)]) / 2
    return FiveNumbers(("minimum", "lower", "median", "upper", "maximum"), numbers)


@dataclass(frozen=True, slots=True)
class Size:
    n: int


def size(outcome):
    """How many patients."""
    return Size(len(outcome))


R_SCRIPTS = {
    "stats/five.R": """five <- function(x) {
  names <- c("minimum", "lower", "median", "upper", "maximum")
  list(numbers = as.list(stats::setNames(stats::fivenum(x), names)))
}
""",
    "stats/of_outcome.R": "of_outcome <- function(outcome) list(n = length(outcome), events = sum(outcome))\n",
}
LIBRARY = """import numpy as np


def five(x):
    return {"numbers": [np.min(x), np.nan, np.median(x), np.nan, np.max(x)]}
"""


@pytest.fixture
def foreign(tmp_path, monkeypatch):
    """Another library's catalogue; none of its files is where parity's own are."""
    for name, text in R_SCRIPTS.items():
        script = tmp_path / "their_scripts" / name
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(text)
    package = tmp_path / "their_library" / "numpy"
    package.mkdir(parents=True)
    (package / "five.py").write_text(LIBRARY)
    monkeypatch.syspath_prepend(tmp_path)
    hinges = Deviation(("numbers",), "numpy", "it gives no hinges", follows=lambda x: {"numbers": _without_hinges(x)})
    numbers = Check(
        stem="five_numbers",
        group="summaries",
        title="Five numbers",
        compute=five_numbers,
        result=FiveNumbers,
        references=(
            RCall("stats", "fivenum", name="five"),
            LibraryCall("numpy", "percentile", name="five", deviations=(hinges,)),
        ),
        tolerances={"numbers": closed_form("a mean of two numbers")},
        citations=(),
        scope=Scope.PREDICTOR,
        inputs={"x": lambda sample: sample.predictors[sample.setting.predictor]},
    )
    sizes = Check(
        stem="size",
        group="summaries",
        title="Size",
        compute=size,
        result=Size,
        references=(RCall("stats", "length", name="of_outcome"),),
        tolerances={"n": exact("a count")},
        citations=(),
    )
    events = Check(
        "events",
        "summaries",
        "Events",
        _events,
        Events,
        (RCall("stats", "sum", name="of_outcome"),),
        {"events": exact("n")},
        (),
    )
    yield Catalogue(
        (numbers, sizes, events), tmp_path / "their_scripts", tmp_path / "their_references", "their_library"
    )
    for name in [name for name in sys.modules if name.startswith("their_library")]:
        del sys.modules[name]


def _without_hinges(x):
    return [np.min(x), np.nan, np.median(x), np.nan, np.max(x)]


@dataclass(frozen=True, slots=True)
class Events:
    events: int


def _events(outcome):
    """How many events."""
    return Events(int(np.sum(outcome)))


@pytest.mark.r
def test_another_library_s_catalogue_is_verified_live(foreign):
    rait = dataclasses.replace(parity.study("rait"), subgroups=())
    verification = parity.verify(rait, catalogue=foreign, mode="live")
    assert [(s.check.stem, s.setting.label, s.verdict) for s in verification.statistics] == [
        ("five_numbers", "rait · predictor lln_count", Verdict.DEVIATES_AS_DOCUMENTED),
        ("five_numbers", "rait · predictor tg_before", Verdict.DEVIATES_AS_DOCUMENTED),
        ("size", "rait", Verdict.AGREES),
        ("size", "rait-validation", Verdict.AGREES),
        ("events", "rait", Verdict.AGREES),
        ("events", "rait-validation", Verdict.AGREES),
    ]
    first = verification.statistics[0]
    assert [(comparison.call.source, comparison.verdict) for comparison in first.comparisons] == [
        ("stats::fivenum", Verdict.AGREES),
        ("numpy percentile", Verdict.DEVIATES_AS_DOCUMENTED),
    ]
    assert verification.exit_code == 0


@pytest.mark.r
def test_another_library_s_answers_are_recorded_replayed_and_checked_for_drift(foreign, tmp_path):
    study = study_from_csv(
        my_data(tmp_path), outcome="died", predictors=["age at visit"], references=tmp_path / "answers"
    )
    with RSession("rscript", timeout=60) as session:
        live = LiveR(session, foreign.scripts, session.environment(foreign.r_packages))
        store = RecordedR(study.references, foreign.scripts)
        states = [(one.cohort, one.name, one.state) for one in record(study, foreign, live, store)]
        assert states == [("my-5/predictor age at visit", "five", "new"), ("my-5", "of_outcome", "new")]
        assert [one.state for one in record(study, foreign, live, store)] == ["same", "same"]
        assert [one.state for one in drift(study, foreign, live, store)] == ["identical", "identical"]
    kept = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "answers").rglob("*.json"))
    assert kept == [
        "answers/my-5/predictions.json",
        "answers/my-5/predictor age at visit/stats/five.json",
        "answers/my-5/stats/of_outcome.json",
    ]
    replayed = run([study], foreign, None, mode=Mode.REPLAY)
    assert replayed.exit_code == 0 and replayed.bridge is None
    answered = {c.provenance.answered for s in replayed.statistics for c in s.comparisons if isinstance(c.call, RCall)}
    assert answered == {"recorded"}


def test_another_library_s_answers_on_a_bundled_study_are_looked_for_in_its_own_folder(foreign):
    verification = parity.verify("asah", ["size", "events"], catalogue=foreign, mode="replay")
    assert {statistic.verdict for statistic in verification.statistics} == {Verdict.NOT_RECORDED}
    assert {study.references for study in verification.studies} == {foreign.references}


def test_statistics_of_parity_are_none_of_another_library_s(foreign):
    with pytest.raises(parity.InputError, match="no statistic is named 'auc_delong'"):
        parity.verify("asah", "auc_delong", catalogue=foreign, mode="replay")
