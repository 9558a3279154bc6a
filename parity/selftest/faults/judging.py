"""Mistakes in a tolerance, in the comparison, and in how a run is made and summed up."""

from __future__ import annotations

from functools import partial

from parity.selftest.fault import Fault, Kind


def _wide(file: str, *checks: str) -> partial[Fault]:
    return partial(Fault, Kind.TOLERANCE, f"parity/checks/{file}.py", checks)


def _in(file: str, *checks: str) -> partial[Fault]:
    return partial(Fault, Kind.COMPARISON, f"parity/{file}.py", checks or ("brier_score",))


_WORDS = _wide("vocabulary/tolerance", "brier_score", "auc_delong")
_AUC, _CURVE = _wide("discrimination/auc_delong", "auc_delong"), _wide(
    "calibration/calibration_curve", "calibration_curve"
)
_NOMO, _LEMESHOW = _wide("nomogram/nomogram", "nomogram"), _wide("calibration/hosmer_lemeshow", "hosmer_lemeshow")
_ROUNDING, _TYPED = _wide("regression/maximum", "logistic_regression"), _wide("as_typed/as_typed", "as_typed")
_NET, _CLASS = _wide("utility/decision_curve", "decision_curve"), _wide(
    "discrimination/classification", "classification"
)
_TALLY, _COMPARE = _in("verification/elements"), _in("verification/compare")
_ALLOWED, _VERDICT = _in("verification/allowance"), _in("checks/vocabulary/verdict")
_MODELS = partial(_in("verification/compute", "delong_test_paired"), study="rivals")
_COMPUTE, _ASK, _RUN = _in("verification/compute"), _in("verification/ask"), _in("verification/verification")
_RECORDED, _MODES, _KEPT = _in("answers/recorded"), _in("answers/modes"), _in("verification/predictions")
_DEVIATES = _in("verification/deviations")
_DEVIATION, _FIELDS = _in("checks/vocabulary/deviation"), _in("statistics/fields")
_OVERALL = _wide("overall/rounding", "quality_indexes")

FAULTS = (
    _WORDS(
        "tol-closed-form-x100",
        "every closed form held a hundred times less closely",
        "Tolerance(Basis.CLOSED_FORM, 1e-13, atol",
        "Tolerance(Basis.CLOSED_FORM, 1e-11, atol",
    ),
    _WORDS(
        "tol-special-x100",
        "every special function held a hundred times less closely",
        "Tolerance(Basis.SPECIAL_FUNCTION, 1e-12, atol",
        "Tolerance(Basis.SPECIAL_FUNCTION, 1e-10, atol",
    ),
    _WORDS(
        "tol-special-1e-3",
        "every special function held to three digits",
        "Tolerance(Basis.SPECIAL_FUNCTION, 1e-12, atol",
        "Tolerance(Basis.SPECIAL_FUNCTION, 1e-3, atol",
    ),
    _WORDS("logit-share-x100", "the cap of computed bounds widened", "LARGEST_SHARE = 1e-6", "LARGEST_SHARE = 1e-4"),
    _AUC("tol-auc-variance-atol", "an absolute tolerance that swallows the variance", "atol=1e-31,", "atol=1e-3,"),
    _AUC(
        "tol-auc-exact-no-more",
        "a bound that is taken away",
        '            bound=Bound(variance_rounding, "variance"),\n',
        "",
    ),
    _CURVE(
        "tol-lowess-x100",
        "the calibration curve held less closely",
        "linear_solve(reason, rtol=1e-12, ",
        "linear_solve(reason, rtol=1e-10, ",
    ),
    _NOMO("tol-nomogram-x100", "points held less closely", "_FLOOR = 1e-11", "_FLOOR = 1e-9"),
    _LEMESHOW(
        "tol-limits-not-exact",
        "limits that must be identical held to 13 digits",
        '"breaks": exact(',
        '"breaks": closed_form(',
    ),
    _NET("tol-net-benefit-atol", "net benefit within a thousandth", "atol=2e-15,", "atol=1e-3,"),
    _CLASS(
        "tol-count-not-exact",
        "counts held to 13 digits",
        '_COUNT = exact("a count of patients")',
        '_COUNT = closed_form("a count of patients")',
    ),
    _TYPED(
        "tol-as-typed-x1000",
        "the analysis as typed held to six digits",
        '"risk": iterative(1e-9, ',
        '"risk": iterative(1e-6, ',
    ),
    _OVERALL(
        "quality-rounding-x100",
        "a hundred times the rounding in the bound of D and U",
        "_LOGARITHM = 16",
        "_LOGARITHM = 1600",
    ),
    _ROUNDING(
        "logit-rounding-x100",
        "a hundred times the rounding in every bound of the model",
        "ROUNDING = 64 * 2.0**-52",
        "ROUNDING = 6400 * 2.0**-52",
    ),
    _TALLY(
        "tol-abs-for-rel",
        "a relative tolerance taken as an absolute one",
        "tolerance.atol + tolerance.rtol * sizes(pair)",
        "tolerance.atol + tolerance.rtol + 0 * sizes(pair)",
    ),
    _TALLY(
        "tol-nan-equals-anything",
        "NaN equals anything",
        "same = same | (np.isnan(one) & np.isnan(other))",
        "same = same | np.isnan(one) | np.isnan(other)",
    ),
    _TALLY(
        "tol-inf-equals-inf",
        "an infinity equals the other",
        "same = np.asarray(one == other, dtype=bool)",
        "same = np.asarray((one == other) | (abs(one) == abs(other)) if pair.ours.kind is Kind.NUMBERS else"
        " one == other, dtype=bool)",
    ),
    _TALLY(
        "tol-missing-equals-anything",
        "a missing number equals anything",
        "both_missing = there & pair.ours.missing & pair.theirs.missing\n    if pair.ours.kind is not pair.theirs.kind",
        "both_missing = there & (pair.ours.missing | pair.theirs.missing)\n    if pair.ours.kind is not"
        " pair.theirs.kind",
    ),
    _TALLY(
        "tol-sign-lost",
        "the sign of a number lost",
        "(np.abs(one - other) <= allowed)",
        "(np.abs(np.abs(one) - np.abs(other)) <= allowed)",
    ),
    _TALLY(
        "tol-none", "no tolerance at all", "(np.abs(one - other) <= allowed)", "(np.abs(one - other) < 0 * allowed)"
    ),
    _TALLY(
        "tol-type-ignored",
        "a text that looks like the number",
        "if pair.ours.kind is not pair.theirs.kind:\n        return both_missing",
        "if pair.ours.kind is not pair.theirs.kind:\n        return both_missing |"
        " (pair.ours.values.astype(str) == pair.theirs.values.astype(str)) | True",
    ),
    _TALLY(
        "cmp-length-cut",
        "elements that only one side has left out",
        "there = pair.have_we == pair.have_they",
        "there = pair.have_we | pair.have_they",
    ),
    _TALLY(
        "cmp-order-ignored",
        "arrays compared in ascending order",
        "one, other = pair.ours.values, pair.theirs.values\n    same =",
        "one, other = np.sort(pair.ours.values), np.sort(pair.theirs.values)\n    same =",
    ),
    _COMPARE(
        "cmp-only-common-fields",
        "a number that vanished passed over",
        "fields = [_compare_field(held, name, ours.fields.get(name), theirs[name]) for name in gives]",
        "fields = [_compare_field(held, name, ours.fields.get(name), theirs[name]) for name in gives if"
        " theirs[name] is not None]",
    ),
    _COMPARE(
        "cmp-surplus-ignored",
        "a surplus number passed over",
        "fields += [_surplus(name, field) for name, field in surplus.items()]",
        "fields += []",
    ),
    _COMPARE(
        "cmp-first-field-skipped",
        "the first field never compared",
        "fields = [_compare_field(held, name, ours.fields.get(name), theirs[name]) for name in gives]",
        "fields = [_compare_field(held, name, ours.fields.get(name), theirs[name]) for name in list(gives)[1:]]",
    ),
    _DEVIATES(
        "cmp-explanation-unchecked",
        "a known deviation that explains anything",
        "_deviates(pair, value) & _is_defined(held, deviation, name, pair) & instead.good",
        "_deviates(pair, value) & _is_defined(held, deviation, name, pair)",
    ),
    _DEVIATES(
        "cmp-definition-unchecked",
        "ours may be anything where R deviates",
        "_deviates(pair, value) & _is_defined(held, deviation, name, pair) & instead.good",
        "_deviates(pair, value) & instead.good",
    ),
    _DEVIATES(
        "cmp-any-version-deviates",
        "a deviation of one version excuses all",
        "return deviation.holds_for(packages) and (deviation.when is None or of_these_inputs(deviation.when, inputs))",
        "return deviation.when is None or of_these_inputs(deviation.when, inputs)",
    ),
    _DEVIATES(
        "cmp-any-input-deviates",
        "a deviation of some inputs excuses all",
        "return deviation.holds_for(packages) and (deviation.when is None or of_these_inputs(deviation.when, inputs))",
        "return deviation.holds_for(packages)",
    ),
    _COMPARE(
        "cmp-warnings-ignored",
        "warnings of R's passed over",
        "for condition in theirs if condition.code is None\n",
        "for condition in theirs if False\n",
    ),
    _COMPARE(
        "cmp-our-cautions-ignored",
        "our own cautions passed over",
        "for code in sorted(map(str, our_codes - their_codes))]",
        "for code in []]",
    ),
    _COMPARE(
        "cmp-both-stop-agree",
        "any two errors agree",
        "if any(of_these_inputs(one.when, inputs) for one in known):",
        "if True:",
    ),
    _COMPARE(
        "cmp-stop-of-any-input",
        "a documented stop of any inputs",
        "if not of_these_inputs(deviation.when, inputs):",
        "if False:",
    ),
    _COMPARE(
        "cmp-nothing-compared-passes",
        "nothing compared is a pass",
        "if verdict.passes and not any(comparison.verifies for comparison in comparisons):",
        "if False:",
    ),
    _DEVIATES(
        "cmp-strict-deviation-gone",
        "a deviation that is gone passed over",
        "verdicts[good] = CODE[Verdict.DISAGREES]",
        "verdicts[good] = CODE[Verdict.AGREES]",
    ),
    _COMPARE(
        "cmp-verdict-of-the-first",
        "the verdict of the first field for that of all",
        "worst(verdicts or [Verdict.AGREES]), note)",
        "worst(verdicts[:1] or [Verdict.AGREES]), note)",
    ),
    _ALLOWED(
        "tol-unit-squared",
        "the root of a scale for the scale",
        "cap = LARGEST_SHARE * np.maximum",
        "cap = LARGEST_SHARE**0.5 * np.maximum",
    ),
    _ALLOWED(
        "cmp-cap-forgotten",
        "a computed bound without its cap",
        "allowed = allowed + np.minimum(bound, cap)",
        "allowed = allowed + bound",
    ),
    _VERDICT(
        "cmp-best-verdict",
        "the best verdict for the worst",
        "return max(decided, key=_SEVERITY.__getitem__)",
        "return min(decided, key=_SEVERITY.__getitem__)",
    ),
    _VERDICT(
        "ver-stale-passes",
        "a stale answer is a pass",
        "return self in (Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED)",
        "return self in (Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED, Verdict.STALE)",
    ),
    _RUN(
        "ver-not-run-exits-0",
        "what did not run is a pass",
        "if self.verdict in (Verdict.NOT_RECORDED, Verdict.STALE, Verdict.NOT_RUN):",
        "if self.verdict in (Verdict.NOT_RECORDED, Verdict.STALE):",
    ),
    _RUN(
        "ver-disagreement-exits-0",
        "a disagreement is a pass",
        "        if self.verdict is Verdict.DISAGREES:\n            return 1\n",
        "",
    ),
    _COMPUTE(
        "ver-validation-never-checked",
        "the validation cohorts never looked at",
        "Scope.COHORT: every, Scope.SETTING: settings}",
        "Scope.COHORT: every[:1], Scope.SETTING: settings[:1]}",
    ),
    _COMPUTE(
        "ver-first-reference-only",
        "only the first reference asked",
        "for call in check.references]",
        "for call in check.references[:1]]",
    ),
    _COMPUTE(
        "ver-cautions-lost",
        "our cautions lost on the way to the comparison",
        "return result, Outcome(fields_of(result), conditions)",
        "return result, Outcome(fields_of(result), ())",
    ),
    _ASK(
        "ver-first-answer-only",
        "only the first answer compared",
        "shared) for answer in answers]",
        "shared) for answer in answers[:1]]",
    ),
    _RECORDED(
        "rec-first-answer-only",
        "only the first recorded answer read",
        'return [_reference(answer) for answer in record["answers"]]',
        'return [_reference(answer) for answer in record["answers"][:1]]',
    ),
    _RECORDED(
        "rec-arguments-not-hashed",
        "a record of other inputs taken",
        "changed = [what for what, digest in self._digests(question).items() if record[what] != digest]",
        "changed = [what for what, digest in self._digests(question).items() if record[what] != digest and"
        ' what != "arguments_sha256"]',
    ),
    _RECORDED(
        "rec-script-not-hashed",
        "a record of another script taken",
        "changed = [what for what, digest in self._digests(question).items() if record[what] != digest]",
        "changed = [what for what, digest in self._digests(question).items() if record[what] != digest and"
        ' what != "script_sha256"]',
    ),
    _RECORDED(
        "rec-floats-hashed-rounded",
        "only the first patients hashed",
        "sha.update(np.ascontiguousarray(value.astype(kind)).tobytes())",
        "sha.update(np.ascontiguousarray(value.astype(kind)).tobytes()[:64])",
    ),
    _MODES(
        "auto-crash-hidden",
        "a crash of R's hidden behind a record",
        "        if now[0].verdict is Verdict.NOT_RUN:\n            return now\n",
        "",
    ),
    _MODES(
        "auto-record-first",
        "a record for the live answer",
        "        if isinstance(now[0], Answer):\n            return now + ",
        "        if isinstance(now[0], Answer):\n            return before + ",
    ),
    _KEPT(
        "predictions-same-1e-3",
        "kept predictions taken that are a thousandth off",
        "(np.abs(kept - today) <= 2 * np.asarray(bound)).all()",
        "(np.abs(kept - today) <= 1e-3 * np.abs(today)).all()",
    ),
    _DEVIATION(
        "cmp-versions-any",
        "a version rule that any version meets",
        "return all(_COMPARE[how](have, version) for how, version in bounds)",
        "return any([True, *bounds])",
    ),
    _FIELDS(
        "fields-integers",
        "numbers cut to whole ones",
        "values = value if kind is Kind.TRUTH else value.astype(np.float64, copy=False)",
        "values = value if kind is Kind.TRUTH else np.trunc(value.astype(np.float64))",
    ),
    _MODELS(
        "compute-models-of-other-patients",
        "the risks of the other model in another order of patients",
        "{other.setting.model: other.risk for other in others}",
        "{other.setting.model: other.risk[::-1] for other in others}",
    ),
)
