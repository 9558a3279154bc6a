"""How verdicts, numbers and tolerances are written for people."""

from __future__ import annotations

import inspect
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeGuard

from parity.answers.answer import Answered
from parity.checks.vocabulary import Reference, Tolerance
from parity.errors import plural
from parity.statistics.fields import Scalar
from parity.verification.compare import Comparison
from parity.verification.elements import ALL_DIGITS, Element
from parity.checks.vocabulary.verdict import Verdict

__all__ = ["plural"]

MARKS = {
    Verdict.AGREES: "✓",
    Verdict.DEVIATES_AS_DOCUMENTED: "≈",
    Verdict.NOT_VERIFIED: "–",
    Verdict.UNDEFINED: "∅",
    Verdict.NOT_RECORDED: "!",
    Verdict.STALE: "!",
    Verdict.NOT_RUN: "!",
    Verdict.DISAGREES: "✗",
}

STYLES = {
    Verdict.AGREES: "green",
    Verdict.DEVIATES_AS_DOCUMENTED: "yellow",
    Verdict.NOT_VERIFIED: "dim",
    Verdict.UNDEFINED: "yellow",
    Verdict.NOT_RECORDED: "magenta",
    Verdict.STALE: "magenta",
    Verdict.NOT_RUN: "magenta",
    Verdict.DISAGREES: "bold red",
}
"""Of a mark on a terminal."""

_COUNTED = {
    Verdict.AGREES: ("agrees", "agree"),
    Verdict.DEVIATES_AS_DOCUMENTED: ("deviates as documented", "deviate as documented"),
    Verdict.DISAGREES: ("disagrees", "disagree"),
    Verdict.NOT_RUN: ("did not run", "did not run"),
    Verdict.STALE: ("is stale", "are stale"),
    Verdict.NOT_RECORDED: ("is not recorded", "are not recorded"),
    Verdict.UNDEFINED: ("undefined", "undefined"),
    Verdict.NOT_VERIFIED: ("not verified", "not verified"),
}
_WITHIN_A_NAME = re.compile(r"(?<=_)(?!_)|(?<=[^\W\d]\.)(?=[^\W\d])|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")


def counted(counts: Mapping[Verdict, int]) -> str:
    """``"12 agree, 1 deviates as documented, 1 not verified"``."""
    met = [(counts[verdict], forms) for verdict, forms in _COUNTED.items() if counts.get(verdict)]
    return ", ".join(f"{count:,} {forms[count != 1]}" for count, forms in met)


def number(value: Scalar, significant: int = 12) -> str:
    """A value of a result, shortened to `significant` digits where it has more."""
    if isinstance(value, float) and math.isfinite(value):
        shortest = full(value)
        return shortest if len(_digits(shortest)) <= significant else f"{value:.{significant}g}"
    return full(value)


def full(value: Scalar) -> str:
    """A value of a result, with as many digits as tell it from every other double; NA, NaN and Inf as R writes them."""
    if value is None:
        return "NA"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Inf" if value > 0 else "-Inf"
    return value if isinstance(value, str) else repr(value).removesuffix(".0")


def digits(element: Element) -> str:
    """The digits that agree: ``"12.6"``, ``"all"`` of an identical value, ``"–"`` where digits have no meaning."""
    if element.verdict is Verdict.UNDEFINED:
        return "–"
    if element.digits is None:
        return "all" if element.value == element.reference and element.verdict.passes else "–"
    return "all" if element.digits >= ALL_DIGITS else f"{math.floor(element.digits * 10) / 10:.1f}"


def needed(element: Element) -> str:
    """The digits that have to agree: ``"12"``, ``"all"``; ``"±5e-07"`` where an absolute tolerance decides."""
    return f"±{element.allowed:.2g}" if by_absolute(element) else required(element.tolerance)


def by_absolute(element: Element) -> bool:
    """Whether the larger part of what is allowed is absolute: declared so, or a computed bound."""
    tolerance, reference = element.tolerance, element.reference
    if not _is_finite(reference):
        return tolerance.atol > tolerance.rtol
    return element.allowed > 2 * tolerance.rtol * abs(reference)


def required(tolerance: Tolerance) -> str:
    """The relative part of a tolerance in digits, or its absolute part where there is no other."""
    if tolerance.rtol:
        return f"{tolerance.digits:.1f}".removesuffix(".0")
    return f"±{tolerance.atol:.2g}" if tolerance.atol else "all"


def allowance(tolerance: Tolerance) -> str:
    """``"|parity − R| ≤ 1e-13·|R|"``, with the name of a computed bound; or ``"identical"``."""
    parts = [
        f"{tolerance.atol:.3g}" if tolerance.atol else "",
        f"{tolerance.rtol:.3g}·|R|" if tolerance.rtol else "",
        function_name(tolerance.bound.function) if tolerance.bound is not None else "",
    ]
    allowed = " + ".join(filter(None, parts))
    return f"|parity − R| ≤ {allowed}" if allowed else "identical"


def function_name(function: Callable[..., Any]) -> str:
    """As it is found in the sources."""
    return getattr(function, "__name__", type(function).__name__)


def sentence(function: Callable[..., Any]) -> str:
    """The first paragraph of a function's documentation, on one line."""
    return " ".join((inspect.getdoc(function) or "").partition("\n\n")[0].split())


def difference(element: Element) -> str:
    """``"-1.2e-16"``, ``"0"``, or ``"–"`` where a difference has no meaning."""
    if element.difference is None or not math.isfinite(element.difference):
        return "–"
    return f"{element.difference:.1e}" if element.difference else "0"


def split_common(value: str, other: str) -> tuple[str, str]:
    """The leading digits in which a written number agrees with another, and the rest.

    Those that both have in common, or as many as the log relative error has whole ones if these are more: of 31 and
    30.9999999999999 all but the last. What is not a number (text, NA, NaN) is not split.
    """
    if not (_is_written_number(value) and _is_written_number(other)):
        return value, ""
    if float(value) == float(other):
        return value, ""
    place = max(_in_common(value, other), _agreeing(value, other))
    return value[:place], value[place:]


def _in_common(value: str, other: str) -> int:
    if value.partition("e")[2] != other.partition("e")[2]:
        return 0
    return len(os.path.commonprefix([value, other]))


def _agreeing(value: str, other: str) -> int:
    """Where the significant digits end in which two written numbers agree."""
    one, two = float(value), float(other)
    wanted = math.floor(-math.log10(abs(one - two) / abs(two))) if two else 0
    found = 0
    for place, character in enumerate(value.partition("e")[0], start=1):
        found += character.isdigit() and (found > 0 or character != "0")
        if found and found == wanted:
            return place
    return len(value) if found and wanted > found else 0


def key(call: Reference) -> str:
    """``"rms/val_prob"``: the name of a reference, as its script has it."""
    return f"{call.package}/{call.name}"


def who(comparison: Comparison) -> str:
    """``"pROC::ci.auc 1.18.0"``; the version is that of the package that answered."""
    version = comparison.provenance.version if comparison.provenance else ""
    return f"{comparison.call.source} {version}".strip()


def recorded(comparison: Comparison, beside: Sequence[Comparison]) -> str:
    """``"recorded"``, with the version of R where another answer `beside` it is of the same package and version.

    Empty where it answered now.
    """
    made = comparison.provenance
    if made is None or made.answered != Answered.RECORDED:
        return ""
    alike = [other for other in beside if other.provenance is not None and who(other) == who(comparison)]
    return "recorded" if len(alike) == 1 else f"recorded, R {made.environment['r']}"


def answer_of(comparison: Comparison, beside: Sequence[Comparison]) -> str:
    """``"pROC::ci.auc 1.18.5 recorded"``: who answered, and whether now."""
    return f"{who(comparison)} {recorded(comparison, beside)}".rstrip()


def syllables(name: str) -> list[str]:
    """A long name where a line may end: after an underscore or a point, and between words of ``camelCase``."""
    return _WITHIN_A_NAME.split(name)


def _digits(written: str) -> str:
    mantissa = written.lower().split("e")[0]
    return mantissa.lstrip("-0.").replace(".", "")


def _is_finite(value: Scalar) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _is_written_number(written: str) -> bool:
    """A finite one."""
    try:
        return math.isfinite(float(written))
    except ValueError:
        return False
