"""Small changes of a source, one at a time: the slips of a hand, made by machine."""

from __future__ import annotations

import ast
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_PAIRS = (("min", "max"), ("minimum", "maximum"), ("fmin", "fmax"), ("any", "all"), ("floor", "ceil"))
OPPOSITES = {name: other for pair in _PAIRS for name, other in (pair, pair[::-1])}
SIDES = {"left": "right", "right": "left"}
COMPUTES_NOTHING = {"annotation", "returns", "decorator_list"}
LONGEST = 70


@dataclass(frozen=True, slots=True)
class Site:
    """One place of a syntax tree, and what a slip puts there.

    Attributes
    ----------
    line : int
    holder : ast.AST
    field : str
    place : int or None
        Within the field, where that is a list.
    new : object
    """

    line: int
    holder: ast.AST
    field: str
    place: int | None
    new: Any

    def put(self, value: Any) -> Any:
        """Put a value there; what stood there before."""
        inside = getattr(self.holder, self.field)
        if self.place is None:
            setattr(self.holder, self.field, value)
            return inside
        before, inside[self.place] = inside[self.place], value
        return before

    def change(self) -> str:
        """``"n - 1 → n + 1"``."""
        whole_before = ast.unparse(self.holder)
        old = self.put(self.new)
        whole_after = ast.unparse(self.holder)
        self.put(old)
        if isinstance(self.holder, (ast.expr, ast.keyword, ast.AugAssign)) and len(whole_before) <= LONGEST:
            return f"{whole_before} → {whole_after}"
        return f"{_said(old)} → {_said(self.new)}"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A source with one slip in it.

    Attributes
    ----------
    line : int
    text : str
        The line as it stands, without its indentation.
    change : str
        ``"n - 1 → n + 1"``; the second of two that read alike on lines that read alike ends in ``" [2]"``.
    number : int
        Among all slips of the source.
    """

    line: int
    text: str
    change: str
    number: int

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from every other slip of its file, wherever in the file the line has moved."""
        return self.text, self.change


def mutants(source: str) -> list[Mutant]:
    """Every slip that can be made in a source."""
    lines, seen = source.splitlines(), Counter()
    found = []
    for number, site in enumerate(sites(ast.parse(source))):
        text, change = lines[site.line - 1].strip(), site.change()
        seen[text, change] += 1
        again = seen[text, change]
        found.append(Mutant(site.line, text, change if again == 1 else f"{change} [{again}]", number))
    return found


def sampled(source: str, size: int, seed: str) -> list[Mutant]:
    """At most `size` of them, drawn without replacement, in the order of the source."""
    every = mutants(source)
    drawn = random.Random(seed).sample(every, min(size, len(every)))
    return sorted(drawn, key=lambda mutant: mutant.number)


def compiled(source: str, mutant: Mutant, path: str) -> CodeType:
    """A source with the slip in it, as the module at `path`."""
    tree = ast.parse(source)
    site = list(sites(tree))[mutant.number]
    site.put(site.new)
    return compile(ast.fix_missing_locations(tree), path, "exec")


def sites(tree: ast.AST) -> Iterator[Site]:
    """Every place where a slip may be, outside of what computes nothing: types, decorators, texts, messages, sources.

    A line is that of the nearest node that has one.
    """
    yield from _within(tree, 1)


def _within(node: ast.AST, line: int) -> Iterator[Site]:
    line = getattr(node, "lineno", line)
    yield from _at(node, line)
    for field, value in ast.iter_fields(node):
        if field not in COMPUTES_NOTHING:
            for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
                if isinstance(child, ast.AST) and not _says_only(child):
                    for new in _instead_of(child, node, field):
                        yield Site(getattr(child, "lineno", line), node, field, place, new)
                    yield from _within(child, line)


def _at(node: ast.AST, line: int) -> Iterator[Site]:
    """Slips in a node itself: its operator, its name."""
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)):
        for operator in OPERATORS.get(type(node.op), ()):
            yield Site(line, node, "op", None, operator())
    elif isinstance(node, ast.Compare):
        for place, one in enumerate(node.ops):
            for operator in OPERATORS[type(one)]:
                yield Site(line, node, "ops", place, operator())
    elif isinstance(node, ast.Attribute) and node.attr in OPPOSITES:
        yield Site(line, node, "attr", None, OPPOSITES[node.attr])
    elif isinstance(node, ast.Name) and node.id in OPPOSITES:
        yield Site(line, node, "id", None, OPPOSITES[node.id])


def _instead_of(child: ast.AST, node: ast.AST, field: str) -> Iterator[ast.expr]:
    """What a slip writes in the place of a whole expression."""
    if isinstance(child, ast.Constant):
        yield from map(ast.Constant, _other_constants(child.value))
    elif isinstance(child, ast.UnaryOp) and not isinstance(child.op, ast.UAdd):
        yield child.operand
    elif _is_condition(node, field) and not isinstance(child, ast.Compare):
        yield ast.UnaryOp(ast.Not(), child)
    elif isinstance(node, ast.Slice) or (field == "args" and _is_range(node)):
        yield ast.BinOp(child, ast.Add(), ast.Constant(1))


def _other_constants(value: Any) -> list[Any]:
    """One more and one less, a tenth less, the other truth, the other side."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [0.9 * value if value else 0.1]
    return [SIDES[value]] if isinstance(value, str) and value in SIDES else []


def _is_condition(node: ast.AST, field: str) -> bool:
    return (isinstance(node, (ast.If, ast.IfExp, ast.While)) and field == "test") or (
        isinstance(node, ast.comprehension) and field == "ifs"
    )


def _is_range(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"


def _says_only(node: ast.AST) -> bool:
    """An error, a source in the literature, or what only a type checker reads."""
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Citation"


def _said(value: Any) -> str:
    if isinstance(value, ast.expr):
        text = ast.unparse(value)
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return type(value).__name__ if isinstance(value, ast.AST) else str(value)
