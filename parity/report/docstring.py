"""A numpydoc docstring taken apart for a reader: sections, paragraphs, and formulas in plain characters."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of running text.

    Attributes
    ----------
    kind : str
        ``"text"``, ``"code"`` or ``"formula"``.
    text : str
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a formula that stands alone.

    Attributes
    ----------
    spans : tuple of Span
    term : str
        What a parameter or attribute is called, with its shape: ``"risk : (n,) float array"``; empty elsewhere.
    """

    spans: tuple[Span, ...]
    term: str = ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def sections(thing: object) -> dict[str, tuple[Paragraph, ...]]:
    """The docstring of a function or class by section: ``"Summary"`` first, then its headings in their order."""
    parts: dict[str, list[str]] = {"Summary": []}
    current = "Summary"
    lines = (inspect.getdoc(thing) or "").splitlines()
    for line, following in zip(lines, [*lines[1:], ""]):
        if re.fullmatch(r"-{3,}", following) and line.strip() and not line.startswith(" "):
            current = line.strip()
            parts[current] = []
        elif not re.fullmatch(r"-{3,}", line):
            parts[current].append(line)
    return {name: _paragraphs(body, listed=name in _LISTS) for name, body in parts.items() if any(map(str.strip, body))}


def meanings(result: type) -> dict[str, str]:
    """What each attribute of a result type is, by name, from its docstring."""
    found: dict[str, str] = {}
    for paragraph in sections(result).get("Attributes", ()):
        names, _, shape = paragraph.term.partition(" : ")
        for name in names.split(","):
            found[name.strip()] = paragraph.text or shape
    return found


def plain_formula(latex: str) -> str:
    """LaTeX in characters that any screen and page can show: ``\\frac1n \\sum_j V_{10}`` -> ``(1/n) Σⱼ V₁₀``."""
    text = re.sub(r"\\\\|\\begin\{[^}]*\}|\\end\{[^}]*\}|&", " ", latex)
    text = re.sub(r"\\[,;:! ]|\\q?quad\b|~", " ", text)
    text = re.sub(r"\\(?:left|right|bigl?|bigr|Bigl?|Bigr|displaystyle)(?![a-zA-Z])", "", text)
    previous = None
    while previous != text:
        previous = text
        text = re.sub(r"\\(?:mathrm|mathbf|mathit|text|textrm|operatorname|mathcal|mathbb|boldsymbol)\{([^{}]*)\}", r"\1", text)
        text = re.sub(r"\\sqrt\{([^{}]*)\}", r"√(\1)", text)
        text = re.sub(_ACCENTED, lambda m: _symbol(m[2]) + _ACCENTS[m[1]], text)
        text = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", lambda m: f"({_part(m[1])}/{_part(m[2])})", text)
        text = re.sub(r"\\[dt]?frac\s*(\w)\s*(\w)", r"(\1/\2)", text)
        text = re.sub(r"([_^])\{([^{}]*)\}", lambda m: _script(m[1], m[2]), text)
        text = re.sub(r"\\([a-zA-Z]+)", lambda m: _symbol(m[0]) if m[1] in _SYMBOLS else m[0], text)
    text = re.sub(r"([_^])(\w|[α-ωΑ-Ω′*+−-])", lambda m: _script(m[1], m[2]), text)
    text = re.sub(r"\\([{}%_$#|])", r"\1", text)
    text = re.sub(r"\\([a-zA-Z]+)", r"\1", text)
    return re.sub(r"\s+", " ", text.replace("{", "").replace("}", "")).strip()


_LISTS = ("Parameters", "Attributes", "Returns", "Raises", "Warns")

def _pairs(names: str, characters: str) -> dict[str, str]:
    return dict(zip(names.split(), characters))


_SYMBOLS = {
    **_pairs("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu", "αβγδεζηθικλμ"),
    **_pairs("nu xi pi rho sigma tau phi chi psi omega varepsilon", "νξπρστφχψωε"),
    **_pairs("Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega", "ΓΔΘΛΞΠΣΦΨΩ"),
    **_pairs("sum prod int pm mp cdot times div le leq ge geq ne neq approx sim", "ΣΠ∫±∓·×÷≤≤≥≥≠≠≈~"),
    **_pairs("in notin infty partial ell to rightarrow mapsto cup cap propto equiv", "∈∉∞∂ℓ→→↦∪∩∝≡"),
    **_pairs("cdots ldots dots mid vert lVert rVert prime top lfloor rfloor lceil rceil", "⋯……||‖‖′ᵀ⌊⌋⌈⌉"),
    **{name: name for name in ("log", "ln", "exp", "min", "max", "Pr", "arg", "logit", "var", "sup", "inf", "det")},
}
_ACCENTED = r"\\(hat|bar|tilde|dot)(?![a-zA-Z])\s*\{?(\\[a-zA-Z]+|\w)\}?"
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307"}
_SUBSCRIPT = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"))
_SUPERSCRIPT = dict(zip("0123456789+-−=()nikTᵀ′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵏᵀᵀ′*"))


def _symbol(latex: str) -> str:
    return _SYMBOLS.get(latex.lstrip("\\"), latex.lstrip("\\"))


def _part(text: str) -> str:
    """One side of a fraction, in brackets where it is more than one thing."""
    text = text.strip()
    return f"({text})" if re.search(r"[ +·*/−-]", text) else text


def _script(kind: str, text: str) -> str:
    table = _SUBSCRIPT if kind == "_" else _SUPERSCRIPT
    text = re.sub(r"\\([a-zA-Z]+)", lambda m: _symbol(m[0]), text).strip()
    if text and all(character in table for character in text):
        return "".join(table[character] for character in text)
    return ("_" if kind == "_" else "^") + (text if len(text) == 1 else f"({text})")


def _paragraphs(lines: list[str], *, listed: bool) -> tuple[Paragraph, ...]:
    return tuple(_list(lines)) if listed else tuple(_running(lines))


def _list(lines: list[str]) -> list[Paragraph]:
    entries: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.strip() and not line.startswith(" "):
            entries.append((line.strip(), []))
        elif entries and line.strip():
            entries[-1][1].append(line.strip())
    return [Paragraph(_spans(" ".join(body)), term) for term, body in entries]


def _running(lines: list[str]) -> list[Paragraph]:
    paragraphs = []
    for block in re.split(r"\n\s*\n", "\n".join(lines)):
        text = inspect.cleandoc(block)
        if not text:
            continue
        if text.startswith(".. math::"):
            paragraphs.append(Paragraph((Span("formula", plain_formula(text.removeprefix(".. math::"))),)))
        elif paragraphs and block.lstrip("\n").startswith("    ") and paragraphs[-1].text == "":
            paragraphs[-1] = Paragraph((Span("formula", plain_formula(text)),))
        else:
            paragraphs += [Paragraph(_spans(item)) for item in re.split(r"\n(?=[-*] )", text)]
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _spans(text: str) -> tuple[Span, ...]:
    spans, end = [], 0
    text = re.sub(r"\s+", " ", text).strip()
    for match in re.finditer(r":math:`([^`]*)`|``([^`]*)``|(?::\w+:)?`([^`]*)`", text):
        if match.start() > end:
            spans.append(Span("text", text[end : match.start()]))
        formula, code, name = match.groups()
        if formula is not None:
            spans.append(Span("formula", plain_formula(formula)))
        else:
            spans.append(Span("code", code if code is not None else name))
        end = match.end()
    if end < len(text):
        spans.append(Span("text", text[end:]))
    return tuple(spans)
