"""A check cannot be written down incompletely, and neither can what it is made of."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from parity.checks.vocabulary import (
    LARGEST_SHARE,
    Basis,
    BothStop,
    Bound,
    Catalogue,
    Check,
    Deviation,
    LibraryCall,
    Quantity,
    RCall,
    RDrawing,
    Tolerance,
    closed_form,
    drawn,
    exact,
    iterative,
    linear_solve,
    monte_carlo,
    printed,
    special_function,
)
from parity.checks.vocabulary.pinned import hold, table
from parity.errors import InputError, Unsound
from parity.statistics.interval import ConfidenceInterval


@dataclass(frozen=True, slots=True)
class Pair:
    one: float
    other: float


@dataclass(frozen=True, slots=True)
class Estimate:
    value: float
    interval: ConfidenceInterval


def pair(x, level):
    """A pair."""
    return Pair(1.0, 2.0)


SUM = closed_form("a sum")


def make(**changes) -> Check:
    settings = {
        "stem": "pair",
        "group": "pairs",
        "title": "Pair",
        "compute": pair,
        "result": Pair,
        "references": (RCall("stats", "pair"),),
        "tolerances": {"one": SUM, "other": SUM},
        "citations": (),
    }
    return Check(**{**settings, **changes})


def with_bound(**changes) -> Check:
    bound = Bound(**{"function": lambda x: {"one": x}, "name": "one", **changes})
    return make(tolerances={"one": closed_form("a sum", bound=bound), "other": SUM})


def test_a_field_without_a_tolerance_is_refused():
    with pytest.raises(ValueError, match="check 'pair' has no tolerance for other"):
        make(tolerances={"one": SUM})


def test_a_tolerance_for_a_field_that_is_not_computed_is_refused():
    with pytest.raises(ValueError, match="what it does not compute: third"):
        make(tolerances={name: SUM for name in ("one", "other", "third")})


def test_a_field_that_no_reference_gives_is_refused():
    with pytest.raises(ValueError, match="has no reference for other"):
        make(references=(RCall("stats", "pair", fields=("one",)),))


def test_a_reference_to_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="stats::pair gives unknown fields: third"):
        make(
            references=(
                RCall("stats", "pair"),
                RCall("rms", "pair"),
                RCall("stats", "pair", fields=("third",), name="again"),
            )
        )


def test_a_check_without_a_reference_is_refused():
    with pytest.raises(ValueError, match="no reference"):
        make(references=())


def test_a_tolerance_of_a_field_that_the_reference_does_not_give_is_refused():
    with pytest.raises(ValueError, match="overrides the tolerance of fields that rms::pair does not give: other"):
        make(references=(RCall("stats", "pair"), RCall("rms", "pair", fields=("one",), tolerances={"other": SUM})))


def test_two_questions_under_one_name_are_refused():
    with pytest.raises(ValueError, match="asks twice under one name: stats/pair"):
        make(references=(RCall("stats", "pair", fields=("one",)), RCall("stats", "mate", fields=("other",))))


def test_two_questions_to_one_package_are_two_references():
    normal = RCall("stats", "wilcox.test", name="wilcox_test_normal", fields=("one",))
    check = make(references=(RCall("stats", "wilcox.test", name="wilcox_test_exact"), normal))
    assert [call.name for call in check.references] == ["wilcox_test_exact", "wilcox_test_normal"]
    assert [list(check.gives(call)) for call in check.references] == [["one", "other"], ["one"]]


def test_a_reference_is_named_as_its_check_unless_it_has_a_name_of_its_own():
    check = make(references=(RCall("stats", "pair"), LibraryCall("scipy", "pair", name="mate")))
    assert [(call.name, call.source) for call in check.references] == [("pair", "stats::pair"), ("mate", "scipy pair")]


def test_a_mapping_says_under_which_name_the_answer_has_a_field():
    check = make(references=(RCall("stats", "pair", fields={"one": "rows.first", "other": "other"}),))
    assert check.gives(check.references[0]) == {"one": "rows.first", "other": "other"}


def test_a_deviation_in_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="unknown fields: third"):
        make(references=(RCall("stats", "pair", deviations=(Deviation(("third",), "stats", "a cause"),)),))


def test_a_deviation_is_in_fields_or_where_a_side_stops():
    with pytest.raises(ValueError, match="either in fields, or where one side stops"):
        Deviation(("one",), "stats", "a cause", where_we_stop="no maximum", when=lambda x: True)
    with pytest.raises(ValueError, match="`when` says for which inputs"):
        Deviation((), "stats", "a cause", where_it_stops="no maximum")


def test_inputs_that_the_computation_does_not_take_are_refused():
    with pytest.raises(ValueError, match="inputs that its computation does not take: y"):
        make(inputs={"y": 1})
    with pytest.raises(ValueError, match="sends stats::pair what it does not have: y"):
        make(references=(RCall("stats", "pair", sends=("x", "y")),))


def test_a_bound_or_a_deviation_from_what_is_no_input_is_refused():
    """It would be called only where a number does not agree: perhaps on somebody else's data, years later."""
    with pytest.raises(ValueError, match="takes a bound from what is no input: y"):
        with_bound(function=lambda x, y: {"one": x})
    with pytest.raises(ValueError, match="takes a bound from what is no input: y"):
        with_bound(scale=lambda y: y)
    with pytest.raises(ValueError, match="takes the scale of a bound from unknown fields: third"):
        with_bound(scale="third")
    with pytest.raises(ValueError, match="takes a bound from what is no input: y"):
        own = {"one": closed_form("a sum", bound=Bound(lambda y: {"one": y}, "one"))}
        make(references=(RCall("stats", "pair", tolerances=own),))
    with pytest.raises(ValueError, match="says when one stops by what is no input: y"):
        stop = Deviation((), "stats", "a cause", where_it_stops="no maximum", when=lambda y: y > 0)
        make(references=(RCall("stats", "pair", deviations=(stop,)),))
    with pytest.raises(ValueError, match="says when one stops by what is no input: y"):
        make(references=(RCall("stats", "pair", where_both_stop=(BothStop("a", "b", when=lambda y: y > 0),)),))
    with pytest.raises(ValueError, match="follows a deviation from what is no input: y"):
        make(
            references=(
                RCall("stats", "pair", deviations=(Deviation(("one",), "stats", "a cause", lambda y: {"one": y}),)),
            )
        )
    assert with_bound(function=lambda x, groups=10, **more: {"one": x}, scale="other").stem == "pair"


def test_inputs_are_the_sample_s_attributes_unless_said_otherwise():
    sample = SimpleNamespace(x=np.array([1.0]), level=0.95, study=SimpleNamespace(groups=7))
    arguments = make().arguments(sample)
    assert arguments["x"] is sample.x and arguments["level"] == 0.95 and list(arguments) == ["x", "level"]
    check = make(inputs={"level": lambda sample: sample.study.groups, "x": 10})
    assert check.arguments(sample) == {"x": 10, "level": 7}
    call = RCall("stats", "pair", sends=("level",))
    assert make(references=(call,)).sent(call, arguments) == {"level": 0.95}
    assert make().sent(RCall("stats", "pair"), arguments) == arguments


def test_a_reference_and_a_bound_may_need_an_input_that_the_computation_does_not_take():
    sample = SimpleNamespace(x=np.array([1.0]), level=0.95, y=np.array([2.0]))
    call = RCall("stats", "pair", sends=("y",))
    check = make(references=(call,), further_inputs=("y",), inputs={"level": 0.9})
    arguments = check.arguments(sample)
    assert list(arguments) == ["x", "level", "y"] and check.sent(call, arguments) == {"y": sample.y}
    assert check.sent(RCall("stats", "pair"), arguments) == arguments
    assert check.result_of(arguments) == check.compute(sample.x, 0.9)
    with pytest.raises(ValueError, match="names as further inputs what its computation takes: x"):
        make(further_inputs=("x",))
    with pytest.raises(ValueError, match="sends stats::pair what it does not have: y"):
        make(references=(call,))


def test_a_reference_may_state_its_own_tolerance():
    rounded = printed(3, "R prints three decimals")
    check = make(references=(RCall("stats", "pair", tolerances={"one": rounded}),))
    assert check.tolerance("one", check.references[0]) is rounded
    assert check.tolerance("other", check.references[0]).basis is Basis.CLOSED_FORM


def test_fields_of_parts_are_named_with_a_point():
    tolerances = {name: SUM for name in ("value", "interval.low", "interval.high")}
    assert make(result=Estimate, tolerances=tolerances).fields == tuple(tolerances)


def test_a_tolerance_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="written reason"):
        closed_form("  ")


def test_a_tolerance_that_allows_everything_cannot_be_written():
    for rtol, atol in ((1.0, 0.0), (0.0, math.inf), (-1e-3, 0.0), (math.nan, 0.0), (0.0, math.nan), (0.0, -1.0)):
        with pytest.raises(ValueError, match="not a tolerance"):
            Tolerance(Basis.CLOSED_FORM, rtol, atol, "a reason")


@pytest.mark.parametrize(
    ("tolerance", "basis", "rtol", "atol", "digits"),
    [
        (exact("a count"), Basis.EXACT, 0.0, 0.0, math.inf),
        (closed_form("a sum"), Basis.CLOSED_FORM, 1e-13, 0.0, 13),
        (special_function("a tail", atol=1e-30), Basis.SPECIAL_FUNCTION, 1e-12, 1e-30, 12),
        (linear_solve("a solve"), Basis.LINEAR_SOLVE, 1e-11, 0.0, 11),
        (iterative(1e-8, "two rules"), Basis.ITERATIVE, 1e-8, 0.0, 8),
        (printed(3, "three decimals"), Basis.PRINTED, 0.0, 0.0005, 0),
        (monte_carlo(0.01, "other random numbers"), Basis.MONTE_CARLO, 0.0, 0.04, 0),
        (drawn("two decimals"), Basis.DRAWN, 0.0, 0.01, 0),
    ],
)
def test_each_basis_has_its_width(tolerance, basis, rtol, atol, digits):
    assert (tolerance.basis, tolerance.rtol, tolerance.digits) == (basis, rtol, pytest.approx(digits))
    assert tolerance.atol == pytest.approx(atol, rel=1e-15)


def test_no_bound_counts_beyond_a_millionth():
    assert LARGEST_SHARE == 1e-6


@pytest.mark.parametrize(
    ("rule", "have", "holds"),
    [
        ("rms < 6.9-0", "6.5-0", True),
        ("rms < 6.9-0", "6.9-0", False),
        ("rms < 6.9-0", "6.10-1", False),
        ("rms <= 6.9-0", "6.9-0", True),
        ("rms > 6.9-0", "6.10-1", True),
        ("rms >= 7", "8.0-0", True),
        ("rms == 6.5-0", "6.5-0", True),
        ("rms == 6.5-0", "6.5-1", False),
        ("rms >= 6.9-0, < 7", "6.9-1", True),
        ("rms >= 6.9-0, < 7", "6.5-0", False),
        ("rms >= 6.9-0, < 7", "7.0-0", False),
        ("rms", "8.2-0", True),
        ("pROC", "1.18.0", False),
    ],
)
def test_a_deviation_holds_for_the_versions_it_names(rule, have, holds):
    assert Deviation((), rule, "a cause").holds_for({"rms": have}) is holds


def test_a_deviation_may_be_of_r_itself():
    assert Deviation((), "R < 4.3", "a cause").holds_for({"stats": "4.2.2", "R": "4.2.2"})
    assert not Deviation((), "R < 4.3", "a cause").holds_for({"stats": "4.5.0", "R": "4.5.0"})


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "rms <",
        "rms 6.9-0",
        "rms < six",
        "rms ~ 6.9-0",
        "rms < 6.9-0 < 7",
        "rms < 6.9-0, < 7, < 8",
        "6.9-0",
        "rms < 6.9.",
        "rms =< 7",
    ],
)
def test_a_version_rule_that_is_none_is_refused_where_it_is_declared(rule):
    with pytest.raises(ValueError, match=r"write for example 'rms < 6\.9-0'"):
        Deviation(("one",), rule, "a cause")


SCRIPTS = Path("scripts")


def catalogue(*checks: Check, **more) -> Catalogue:
    return Catalogue(checks, SCRIPTS, **more)


def several(*stems: str) -> Catalogue:
    return catalogue(*(make(stem=stem) for stem in stems))


def test_a_catalogue_refuses_two_checks_of_one_name():
    with pytest.raises(ValueError, match="two checks are called pair"):
        catalogue(make(), make())


def test_checks_are_chosen_by_their_stems_in_the_catalogue_s_order():
    every = several("auc_delong", "brier_score", "auc_hanley")
    assert [check.stem for check in every.matching([]).checks] == ["auc_delong", "brier_score", "auc_hanley"]
    assert [check.stem for check in every.matching(["brier*", "AUC_D*"]).checks] == ["auc_delong", "brier_score"]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("auc_delongg", "no statistic is named 'auc_delongg'; did you mean 'auc_delong'? `parity list` shows all"),
        ("brier", "did you mean 'brier_score'?"),
        ("score", "did you mean 'brier_score'?"),
        ("zzz*", "no statistic is named 'zzz*'; `parity list` shows all"),
    ],
)
def test_a_pattern_that_matches_nothing_is_refused_with_what_was_meant(pattern, said):
    with pytest.raises(InputError) as refused:
        several("auc_delong", "brier_score").matching(["auc_delong", pattern])
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("auc_delongs", "did you mean 'auc_delong', 'auc_delong_2', 'auc_delong_30'? `parity list`"),
        ("auc_dzzzzz", "did you mean 'auc_delong'? `parity list`"),
        ("auc_dzzzzzz", "named 'auc_dzzzzzz'; `parity list`"),
    ],
)
def test_at_most_three_of_at_least_half_the_letters_are_meant(pattern, said):
    """Of `auc_delong`, ten letters long, and ten or eleven others five are the same."""
    with pytest.raises(InputError) as refused:
        several("auc_delong", "auc_delong_2", "auc_delong_30", "auc_delong_400").matching([pattern])
    assert said in str(refused.value)


def test_what_checks_share_in_an_answer_is_known_also_where_only_one_was_chosen():
    low = make(stem="low", references=(RCall("rmda", "dca", name="dca", fields={"one": "rows.net", "other": "count"}),))
    high = make(stem="high", references=(RCall("rmda", "dca", name="dca", fields={"one": "high", "other": "count"}),))
    elsewhere = make(
        stem="elsewhere", references=(RCall("dcurves", "dca", name="dca", fields={"one": "this", "other": "that"}),)
    )
    every = catalogue(low, high, elsewhere)
    assert every.shared(low.references[0]) == {"rows.net", "count", "high"}
    alone = every.matching(["low"])
    assert [check.stem for check in alone.checks] == ["low"]
    assert alone.shared(low.references[0]) == {"rows.net", "count", "high"}
    assert alone.matching(["low"]).shared(low.references[0]) == {"rows.net", "count", "high"}


def test_a_catalogue_knows_its_packages_and_where_their_scripts_are():
    call = RDrawing("rms", "plot", name="page", fields=("one",))
    every = catalogue(make(references=(RCall("stats", "pair"), LibraryCall("scipy", "pair"), call)))
    assert every.r_packages == ["rms", "stats"]
    assert every.script(call) == SCRIPTS / "rms" / "page.R"
    assert dataclasses.replace(every, checks=()).r_packages == []


def test_a_deviation_is_either_followed_or_a_shift_of_our_number():
    with pytest.raises(ValueError, match="either followed, or a shift"):
        Deviation(("c",), "rms < 7", "stops early", follows=dict, shifts=dict)
    assert Deviation(("c",), "rms < 7", "stops early", shifts=dict).computed is dict


def test_a_page_is_as_wide_and_high_as_that_of_r_s_pdf():
    drawing = RDrawing("pROC", "plot.roc")
    assert (drawing.width, drawing.height) == (7.0, 7.0)


def test_a_quantity_has_three_decimals_and_is_no_p_value():
    assert (Quantity("AUC", "auc").decimals, Quantity("AUC", "auc").p_value) == (3, False)


def test_what_is_pinned_and_what_is_not_are_both_said_with_the_bound(tmp_path):
    path = tmp_path / "tolerances.csv"
    path.write_text(table([make()]), encoding="utf-8")
    said = r"its tolerance here is closed form, rtol 1e-13, atol 0.0, bound .*: one on the scale 0.0; .* atol 0.0$"
    with pytest.raises(Unsound, match=said):
        hold([with_bound()], path)
