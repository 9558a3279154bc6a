"""What a run takes on paper: the body of a report is read, its appendix is looked things up in."""

from __future__ import annotations

import re
from html import unescape

import pytest

import parity
from parity.report import html, words

STUDIES = ["asah", "dca", "birthwt", "rait"]
MOST = 15
"""Pages of A4 before the appendix of a run of four studies."""


@pytest.fixture(scope="module")
def run():
    """Four studies, verified for this file alone: with their report and its layout some 15 seconds altogether."""
    return parity.verify(STUDIES, mode="replay")


@pytest.fixture(scope="module")
def report(run) -> str:
    return html.to_html(run)


@pytest.fixture(scope="module")
def body(report) -> str:
    return report[: report.index('<section class="appendix"')] + "</main></body></html>"


def test_the_body_of_four_studies_is_printed_on_fifteen_pages(body):
    weasyprint = pytest.importorskip("weasyprint", reason="what lays out pages is not here")
    without_figures = re.sub(r"(<svg[^>]*>).*?</svg>", r"\1</svg>", body, flags=re.DOTALL)
    assert 5 < len(weasyprint.HTML(string=without_figures).render().pages) <= MOST


def test_a_statistic_is_one_row_of_the_comparisons_and_its_card_names_every_answer(run, report, body):
    summary = body[body.index('<table class="summary">') :]
    summary = summary[summary.index("<tbody>") : summary.index("</table>")]
    rows = re.findall(r'<th scope="row"><a href="#(\w+)">', summary)
    cards = dict(re.findall(r'<h3 id="(\w+)">(.*?)</article>', report, flags=re.DOTALL))
    assert len(rows) == summary.count("<tr>") == len(set(rows)) and set(rows) == set(cards)
    for statistic in run.statistics:
        card = cards[statistic.check.stem]
        values = card[card.index('<table class="values">') : card.index('<div class="fine">')]
        for comparison in statistic.comparisons:
            assert comparison.provenance is None or not comparison.size or words.who(comparison) in values


def test_what_is_looked_up_stands_in_the_appendix(report, body):
    for kept in ("<pre>", 'class="tolerances"', 'class="values"', "<details>"):
        assert kept not in body and kept in report


def test_a_card_says_a_clause_of_its_reasons_once(report):
    for card in report.split('<article class="card"')[1:]:
        notes = re.findall("<li>(.*?)</li>", footnotes(card))
        clauses = [clause for note in notes for clause in re.split(r"; (?![^(]*\))", unescape(note))]
        assert clauses and len(clauses) == len(set(clauses))


def test_the_footnotes_of_its_fields_make_up_every_reason_of_a_check(run, report):
    cards = dict(re.findall(r'<h3 id="(\w+)">(.*?)</article>', report, flags=re.DOTALL))
    for check in {statistic.check.stem: statistic.check for statistic in run.statistics}.values():
        notes = re.findall("<li>(.*?)</li>", footnotes(cards[check.stem]))
        numbers = [marks.split() for marks in re.findall(r"<sup>([\d ]+)</sup>", cards[check.stem])]
        said = {unescape("; ".join(notes[int(number) - 1] for number in several)) for several in numbers}
        declared = [check.tolerances, *(reference.tolerances for reference in check.references)]
        assert said == {tolerance.reason for tolerances in declared for tolerance in tolerances.values()}


def footnotes(card: str) -> str:
    return re.search('<ol class="reasons">(.*?)</ol>', card, flags=re.DOTALL).group()
