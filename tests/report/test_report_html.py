"""The verification report as a page, and the folder it stands in."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from report_cases import (
    AREA, HOSTILE, PAGE, RESULT, RISKS, SILENT, SLOPES, Risks, Slopes, answer, areas,
    beside_a_stale_record, capped, cohort, drawn, everything,
    statistic, study, verification,
)  # fmt: skip
from report_cases import Page as DrawnPage

import parity
from parity.errors import InputError
from parity.report import evidence, html
from parity.report.paper import tables

VOID = {"meta", "br", "wbr", "img", "hr", "input", "link"}


class Page(HTMLParser):
    """The elements of a page, each closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def page() -> str:
    return html.to_html(everything())


def test_every_element_is_closed(page):
    assert Page(page).open == []


def test_a_hostile_column_name_is_only_a_name():
    text = html.to_html(everything(predictors=(HOSTILE, "x")))
    parsed = Page(text)
    assert parsed.open == []
    assert "script" not in {tag for tag, _ in parsed.elements}
    assert HOSTILE in parsed.text


def test_nothing_is_run_and_nothing_is_fetched(page):
    parsed = Page(page)
    tags = {tag for tag, _ in parsed.elements}
    assert not tags & {"script", "link", "iframe", "object", "embed", "img"}
    assert not re.search(r"@import|url\((?!#)", page)
    for tag, attributes in parsed.elements:
        assert "src" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("href", "xlink:href"):
            if name in attributes:
                assert attributes[name].startswith(("#", "https://doi.org/")), attributes[name]


def test_every_link_within_the_page_arrives(page):
    parsed = Page(page)
    places = {attributes["id"] for _, attributes in parsed.elements if "id" in attributes}
    links = {attributes["href"] for tag, attributes in parsed.elements if tag == "a"}
    within = {link[1:] for link in links if link.startswith("#")}
    assert within and within <= places


def test_verdicts_are_words_and_marks_beside_colours(page):
    text = Page(page).text
    for word in ("✗ disagrees", "≈ deviates as documented", "✓ agrees", "– not verified"):
        assert word in text


def words(page: str) -> str:
    return " ".join(Page(page).text.split())


def test_what_was_not_verified_stands_before_the_comparisons_and_who_did_not_answer_is_named(page):
    text = words(page)
    said = "– not verifiedLogistic regression (asah-b)nothing could be held against an answer"
    assert text.index(said) < text.index("Comparisons, the worst first")
    assert "rmda is not installed, nothing recorded" in text
    assert "1 agrees, 1 deviates as documented, 1 disagrees, 1 not verified" in text


def test_fields_that_were_not_verified_are_named_with_their_reason():
    text = words(html.to_html(verification(capped())))
    place = text.index("Risk: settledno reference answered it")
    assert place < text.index("Risk: risk (1 of 3) against stats::predict") < text.index("Comparisons, the worst first")


def test_a_reason_stands_once_with_all_that_it_holds_for():
    of = study(validation=True)
    ours = Slopes(("x",), np.ones(1), "newton")
    two = [statistic(SLOPES, ours, [SILENT] * 3, of=of, validation=which) for which in (None, 0)]
    text = words(html.to_html(verification(*two, studies=(of,))))
    section = text[text.rindex("Not verified or undefined") : text.index("Comparisons, the worst first")]
    assert section.count("nothing could be held against an answer") == 1
    assert f"({of.development.name}, {of.validations[0].name})" in section


def test_the_page_begins_with_the_results_then_what_disagrees_then_the_comparisons(page):
    places = [page.index(f'id="{name}"') for name in ("results", "problems", "doubts", "comparisons", "deviations")]
    assert places == sorted(places)
    contents = page[page.index("<nav") : page.index("</nav>")]
    for name in ("results", "problems", "doubts", "comparisons", "deviations", "figures", "made", "appendix"):
        assert (f'href="#{name}"' in contents) is (f'id="{name}"' in page), name


def test_the_results_are_the_tables_of_the_paper_with_their_digits():
    verified = parity.verify("wards", ["auc_delong", "brier_score"], mode="replay")
    page = html.to_html(verified)
    results = page[page.index('id="results"') : page.index('id="comparisons"')]
    for table in tables(verified):
        assert f"<caption>{table.title}</caption>" in results
        for row in table.rows:
            for cell in row:
                value = cell.text.partition(" (")[0].replace("< ", "<\u00a0")
                assert escape(value) in results


def test_a_statistic_in_several_settings_is_compared_in_one_place():
    of = study(validation=True)
    three = dataclasses.replace(of, validations=(cohort("a", 9), cohort("b", 9)))
    statistics = [statistic(AREA, RESULT, areas(), of=three, validation=which) for which in (None, 0, 1)]
    page = html.to_html(verification(*statistics, studies=(three,)))
    summary = page[page.index('<table class="summary">') : page.index('id="deviations"')]
    assert summary.count('<th scope="row"') == 1 and "in 3 settings" in summary
    settings = page[page.index("In each of 3 settings") :]
    settings = settings[: settings.index("</details>")]
    assert re.findall('<th scope="row">([^<]*)</th>', settings) == [three.development.name, "a", "b"]


def test_a_reason_for_a_tolerance_stands_once_in_a_card_and_every_field_has_its_footnotes(page):
    cards = page.split('<article class="card"')[1:]
    assert cards
    for card in cards:
        table = card[card.index('<table class="tolerances">') : card.index('<ol class="reasons">')]
        reasons = re.findall("<li>(.*?)</li>", card[card.index('<ol class="reasons">') : card.index("</ol>")])
        assert len(reasons) == len(set(reasons))
        numbers = {number for notes in re.findall("<sup>(.*?)</sup>", table) for number in notes.split()}
        assert numbers == {str(number) for number in range(1, len(reasons) + 1)}
        assert table.count("<sup>") == table.count('<tr><th scope="row">')


def test_the_headline_links_each_thing_that_it_names_and_has_the_colour_of_the_whole():
    page = html.to_html(verification(capped(), statistic(AREA, RESULT, areas())))
    assert '<div class="verdict amber">' in page
    known = '<a href="#deviations" class="aware">1 known deviation of R</a>'
    links = [known, '<a href="#risks">risks settled, risk</a>']
    assert f"PASS with {links[0]}, not verified: {links[1]}" in page
    for anchor in re.findall('<a href="#(.*?)"', page):
        assert page.count(f'id="{anchor}"') == 1
    assert 'FAIL: <a href="#area">area area, pairs</a></p>' in html.to_html(everything())


def test_tolerances_of_which_nothing_was_used_are_listed():
    page = html.to_html(verification(statistic(AREA, RESULT, areas())))
    said = "All values were identical in this run:\narea (<code>area</code>, <code>interval.high</code>)."
    assert f"<strong>Tolerances that were not needed.</strong> {said}" in page


def test_the_first_page_names_stale_records():
    text = Page(html.to_html(beside_a_stale_record())).text
    said = "Stale records: pROC::auc of Area under the curve (asah): the R script"
    assert text.index(said) < text.index("Comparisons, the worst first")


def test_a_number_that_is_not_verified_has_no_tick_in_the_summary():
    page = html.to_html(verification(capped()))
    summary = page[page.index('<table class="summary">') :]
    row = summary[: summary.index("stats::")]
    assert row.rindex('class="mark not_verified"') > row.rindex("risk<wbr>[2]")


def test_the_card_gives_reasons_script_and_literature(page):
    parsed = Page(page)
    assert "Newton's step below 1e-12 against glm's deviance rule at 1e-14" in parsed.text
    assert "lrm stops early at its own tolerance" in parsed.text
    assert "val.prob bins the risks before it counts pairs" in parsed.text
    assert "(1/n) Σⱼ ψ(Xᵢ, Yⱼ)" in parsed.text
    assert ("a", {"href": "https://doi.org/10.1000/1"}) in parsed.elements


def test_the_text_of_a_script_is_shown(tmp_path):
    (tmp_path / "pROC").mkdir()
    (tmp_path / "pROC" / "area.R").write_text("area <- function(risk) risk < 1 & TRUE\n")
    text = html.to_html(verification(statistic(AREA, RESULT, areas())), scripts=tmp_path)
    assert "area <- function(risk) risk < 1 & TRUE" in Page(text).text
    assert "r_scripts/pROC/area.R" in text


def test_tables_of_sentences_are_told_from_those_of_numbers(page):
    """On a phone their cells stand one beneath another; the path of a script breaks."""
    tables = re.findall(r'<table(?: class="(\w+)")?>\s*<thead><tr>(.*?)</tr>', page)
    sentences = [of for of, head in tables if re.search(">(why|why not|met in)<", head)]
    assert sentences and set(sentences) == {"prose"}
    assert ".prose thead { display: none; }" in page and ".reference p { margin: 0 0 4px; overflow-wrap" in page


def test_the_packages_that_a_script_needs_stand_beside_it():
    text = Page(html.to_html(parity.verify("asah", "*as_typed", mode="replay"))).text
    assert "r_scripts/stats/as_typed.R, which needs pROC and ResourceSelection" in text
    assert "r_scripts/rms/model_as_typed.R, which" not in text and "r_scripts/rms/model_as_typed.R" in text


def test_the_numbers_that_disagree_are_shown_in_full(page):
    text = Page(page).text
    assert "What disagrees" in text
    assert "0.8141234567890123" in text


def test_documented_deviations_are_listed_once_with_their_cause(page):
    section = page[page.index('id="deviations"') :]
    rows = re.findall("<tr><td>(.*?)</td><td>(.*?)</td></tr>", section[: section.index("</table>")])
    cause = "rms &lt; 7.0: val.prob bins the risks before it counts pairs"
    assert rows == [
        (cause, '<a href="#area">Area under the curve</a>, rms::val.prob 6.5-0: <span class="name">area</span>')
    ]


def test_a_run_without_statistics_still_has_a_page():
    text = Page(html.to_html(verification())).text
    assert "Nothing was compared." in text


def test_a_long_statistic_shows_its_worst_and_points_to_the_elements():
    terms = tuple(f"x{number}" for number in range(100))
    ours = Slopes(terms, np.linspace(1, 2, 100), "newton")
    exact = dict(zip(terms, ours.coefficients))
    near = answer({"coefficients": {**exact, "x57": exact["x57"] * (1 + 1e-10)}}, "statsmodels", r=None)
    text = Page(html.to_html(verification(statistic(SLOPES, ours, [SILENT, near, SILENT])))).text
    assert "96 more, all of them identical, in elements.csv.gz" in text
    assert "coefficients[x57]" in text


def test_a_disagreement_among_many_patients_names_its_element():
    n = 500
    ours = Risks(np.linspace(0.1, 0.9, n), 0.9, np.array([True]))
    theirs = ours.risk * np.where(np.arange(n) < 10, 1.001, 1.0)
    theirs[321] = 0.5
    given = [answer({"risk": theirs, "largest": 0.9}, "stats"), SILENT, SILENT]
    text = Page(html.to_html(verification(statistic(RISKS, ours, given, inputs={"wobble": np.zeros(n)})))).text
    problems = text[text.index("What disagrees") :]
    assert problems.index("risk[322]") < problems.index("risk[1]")
    assert "6 more in elements.csv.gz" in problems


def test_the_same_run_gives_the_same_page(page):
    assert html.to_html(everything()) == page


def test_the_digits_figure_is_part_of_the_page_and_has_a_label(page):
    figures = [attributes for tag, attributes in Page(page).elements if tag == "svg"]
    assert figures and all(attributes["aria-label"] for attributes in figures)
    identifiers = re.findall(r'\sid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


def test_the_digits_figure_marks_every_number_under_a_relative_tolerance(page):
    strip = page[page.index('<svg role="img" aria-label="Digits that agree"') :]
    strip = strip[: strip.index("</svg>")]
    assert strip.count('class="needed"') == len(re.findall(r'class="rule"', strip)) > 0
    assert 'class="agrees"' in strip and 'class="disagrees"' in strip


def test_numbers_held_to_an_absolute_bound_are_not_in_the_digits_figure():
    assert "Digits that agree" in html.to_html(everything())
    assert "Digits that agree" not in html.to_html(verification(capped()))


def test_a_figure_that_r_did_not_draw_is_shown_alone_and_beside_r_s_where_it_did():
    ours = drawn()
    alone = Page(html.to_html(verification(statistic(PAGE, DrawnPage(ours), [SILENT, SILENT])))).text
    assert "R did not draw it in this run." in alone
    same = answer({"content": list(ours)}, "pROC", version="1.18.5")
    beside = Page(html.to_html(verification(statistic(PAGE, DrawnPage(ours), [same, SILENT])))).text
    assert f"pROC::plot.roc 1.18.5: the same page, all {len(ours)} lines." in beside
    assert ", as drawn by" not in beside


def test_a_figure_says_how_far_r_s_is_from_it():
    ours = drawn()
    (place,) = [number for number, line in enumerate(ours) if line.startswith("135.00 ")]
    theirs = list(ours)
    theirs[place] = "137.50 50.63 l"
    made = verification(statistic(PAGE, DrawnPage(ours), [answer({"content": theirs}, "pROC"), SILENT]))
    text = Page(html.to_html(made)).text
    assert "the same ones are at most 2.50 pt apart" in text and ", as drawn by pROC::plot.roc" in text


def test_a_page_that_cannot_be_read_does_not_cost_the_report():
    ours = drawn()
    theirs = answer({"content": ["what is this", *ours[1:]]}, "pROC")
    text = Page(html.to_html(verification(statistic(PAGE, DrawnPage(ours), [theirs, SILENT])))).text
    alike = f"{len(ours) - 1} of {len(ours)} lines of the page are the same"
    assert f"{alike}; the others cannot be shown (unknown on a page" in text


def test_the_evidence_is_seven_files_that_stand_alone(tmp_path):
    folder = evidence.write(everything(), tmp_path / "runs" / "asah-2026-11-23T101502Z")
    assert sorted(path.name for path in folder.iterdir()) == [
        "SHA256SUMS",
        "SOURCES",
        "elements.csv.gz",
        "report.html",
        "results.json",
        "results.schema.json",
        "text.csv.gz",
    ]
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_the_sums_are_over_all_other_files(tmp_path):
    folder = evidence.write(everything(), tmp_path / "run")
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    others = [path for path in folder.iterdir() if path.name != "SHA256SUMS"]
    assert sums == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in others}


def test_evidence_is_never_overwritten(tmp_path):
    folder = evidence.write(everything(), tmp_path / "run")
    before = (folder / "results.json").read_bytes()
    with pytest.raises(InputError, match="exists already"):
        evidence.write(verification(), folder)
    assert (folder / "results.json").read_bytes() == before


def test_a_failed_write_leaves_nothing_half_written(tmp_path, monkeypatch):
    whole = Path.write_text

    def full_disk(self, text, **options):
        if self.name == "report.html":
            whole(self, text[:100], **options)
            raise OSError("no space left on device")
        return whole(self, text, **options)

    monkeypatch.setattr(Path, "write_text", full_disk)
    with pytest.raises(InputError, match="cannot be written: no space left on device; name another folder"):
        evidence.write(everything(), tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_followed_by_a_number(tmp_path, monkeypatch):
    names = [evidence.write_beside(everything(), tmp_path / "run").name for _ in range(3)]
    assert names == ["run", "run-2", "run-3"]
    meanwhile = iter([tmp_path / "run", tmp_path / "run-4"])
    monkeypatch.setattr(evidence, "free", lambda directory: next(meanwhile))
    assert evidence.write_beside(everything(), tmp_path / "run").name == "run-4"
    (tmp_path / "file").write_text("")
    monkeypatch.undo()
    with pytest.raises(InputError, match="no folder to write in"):
        evidence.write_beside(everything(), tmp_path / "file" / "run")
