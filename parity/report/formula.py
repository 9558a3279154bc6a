"""LaTeX in characters that any screen and page can show."""

from __future__ import annotations

import re


def plain_formula(latex: str) -> str:
    """LaTeX in characters that any screen and page can show: ``\\frac1n \\sum_j V_{10}`` -> ``(1/n) Σⱼ V₁₀``."""
    text = re.sub(r"\\\\|\\begin\{[^}]*\}|\\end\{[^}]*\}|&", " ", latex)
    text = re.sub(r"\\[,;:! ]|\\q?quad\b|~", " ", text)
    text = re.sub(r"\\(?:left|right|bigl?|bigr|Bigl?|Bigr|displaystyle)(?![a-zA-Z])", "", text)
    previous = None
    while previous != text:
        previous = text
        text = re.sub(_LETTERING, r"\1", text)
        text = re.sub(r"\\sqrt\{([^{}]*)\}", r"√(\1)", text)
        text = re.sub(_ACCENTED, _accented, text)
        text = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", _fraction, text)
        text = re.sub(r"\\[dt]?frac\s*(\w)\s*(\w)", r"(\1/\2)", text)
        text = re.sub(r"([_^])\{([^{}]*)\}", _script, text)
        text = re.sub(r"\\[a-zA-Z]+", _known, text)
    text = re.sub(r"([_^])(\w|[α-ωΑ-Ω′*+−-])", _script, text)
    text = re.sub(r"\\([{}%_$#|])", r"\1", text)
    text = re.sub(r"\\([a-zA-Z]+)", r"\1", text)
    return re.sub(r"\s+", " ", text.replace("{", "").replace("}", "")).strip()


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
_LETTERING = r"\\(?:mathrm|mathbf|mathit|text|textrm|operatorname|mathcal|mathbb|boldsymbol)\{([^{}]*)\}"
_ACCENTED = r"\\(hat|bar|tilde|dot)(?![a-zA-Z])\s*\{?(\\[a-zA-Z]+|\w)\}?"
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307"}
_SUBSCRIPT = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"))
_SUPERSCRIPT = dict(zip("0123456789+-−=()nikTᵀ′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵏᵀᵀ′*"))


def _symbol(latex: str) -> str:
    return _SYMBOLS.get(latex.lstrip("\\"), latex.lstrip("\\"))


def _known(command: re.Match[str]) -> str:
    return _symbol(command[0]) if command[0].lstrip("\\") in _SYMBOLS else command[0]


def _accented(found: re.Match[str]) -> str:
    accent, letter = found.groups()
    return _symbol(letter) + _ACCENTS[accent]


def _fraction(found: re.Match[str]) -> str:
    above, below = found.groups()
    return f"({_part(above)}/{_part(below)})"


def _part(text: str) -> str:
    """One side of a fraction, in brackets where it is more than one thing."""
    text = text.strip()
    return f"({text})" if re.search(r"[ +·*/−-]", text) else text


def _script(found: re.Match[str]) -> str:
    kind, text = found.groups()
    table = _SUBSCRIPT if kind == "_" else _SUPERSCRIPT
    text = re.sub(r"\\[a-zA-Z]+", lambda command: _symbol(command[0]), text).strip()
    if text and all(character in table for character in text):
        return "".join(table[character] for character in text)
    return kind + (text if len(text) == 1 else f"({text})")
