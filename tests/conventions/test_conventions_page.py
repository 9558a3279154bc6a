"""docs/conventions.md lists every convention; ``python tests/conventions/test_conventions_page.py`` writes it anew."""

from __future__ import annotations

from pathlib import Path

from parity.checks.catalogue import CATALOGUE
from parity.conventions.families import BY_STEM

PAGE = Path(__file__).parents[2] / "docs" / "conventions.md"
HEAD = """# Conventions

What one name stands for in different programs, as `parity explain STEM STUDY` lists it with the value that each gives
on a study. A convention that is marked unconfirmed is defined as it says; that the program has it so is not known for
certain.
"""


def page() -> str:
    titles = {check.stem: check.title for check in CATALOGUE.checks}
    parts, shown = [HEAD], {}
    for stem, family in BY_STEM.items():
        shown.setdefault(id(family.conventions), (family, []))[1].append(stem)
    for family, stems in shown.values():
        parts.append(f"\n## {', '.join(f'`{stem}`' for stem in stems)}: {titles[stems[0]]}\n")
        parts.append("\n| convention | formula | followed by | source |\n|---|---|---|---|\n")
        for one in family.conventions:
            unconfirmed = f" (unconfirmed: {one.unconfirmed})" if one.unconfirmed else ""
            cells = (one.name, one.formula, one.followed_by + unconfirmed, one.source)
            parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return "".join(parts)


def test_the_page_is_of_today():
    assert PAGE.read_text(encoding="utf-8") == page(), f"python {Path(__file__).name} writes it anew"


def test_every_convention_has_a_name_a_follower_and_a_formula_or_says_it_in_its_name():
    for stem, family in BY_STEM.items():
        assert stem in {check.stem for check in CATALOGUE.checks}
        for one in family.conventions:
            assert one.name and one.followed_by
            assert one.formula, (stem, one.name)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
