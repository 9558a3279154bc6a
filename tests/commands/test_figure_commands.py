"""``parity nomogram`` and ``parity figure``."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from command_cases import parity

from parity import figures, study
from parity.cli import command
from parity.commands.figure_options import options_given
from parity.errors import InputError
from parity.graphics.painters.r_pdf_reader import page_contents


@pytest.mark.parametrize("ending", ["pdf", "svg", "png", "eps", "tiff"])
def test_a_nomogram_is_drawn_without_r(tmp_path, no_r, ending):
    done = parity("nomogram", "rait", "--out", f"rait.{ending}", cwd=tmp_path, **no_r)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"rait.{ending}").stat().st_size > 5000


@pytest.mark.r
def test_r_and_python_write_the_same_page(tmp_path):
    for engine in ("python", "r"):
        done = parity("figure", "nomogram", "rait", "--engine", engine, "--out", f"{engine}.pdf", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    pages = [(tmp_path / f"{engine}.pdf").read_bytes().split(b"stream\n")[1] for engine in ("python", "r")]
    assert pages[0] == pages[1] and len(pages[0]) > 10_000


def test_a_figure_that_cannot_be_drawn_is_one_line_and_leaves_nothing(tmp_path):
    for words in (
        ("figure", "pie", "rait", "--out", "x.pdf"),
        ("nomogram", "rait", "--out", "x.gif"),
        ("nomogram", "rait", "--out", "no/x.pdf"),
        ("figure", "roc", "rait", "--out", "x.pdf", "--width", "0.1"),
        ("figure", "roc", "rait", "--out", "x.png", "--dpi", "nan"),
        ("figure", "roc", "rait", "--out", "x.png", "--dpi", "100000"),
        ("figure", "roc", "rait", "--out", "x.png", "--dpi", "0.1"),
        ("figure", "roc", "rait", "--out", "x.png", "--width", "nan"),
        ("figure", "roc", "data.csv", "--out", "x.pdf"),
        ("figure", "roc", "rait", "--out", "x.pdf", "--outcome", "y"),
        ("figure", "roc", "rait", "--out", "x.pdf", "--option", "add=TRUE"),
        ("figure", "roc", "rait", "--out", "x.pdf", "--option", "asp=wide"),
        ("figure", "roc", "rait", "--out", "x.png", "--embed"),
        ("figure", "calibration", "rait", "asah", "--out", "x.pdf"),
    ):
        done = parity(*words, cwd=tmp_path)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_tables_of_a_nomogram_are_those_that_r_prints(tmp_path, no_r):
    done = parity(
        "nomogram", "rait", "--out", "rait.pdf", "--dec", "1", "--option", "fun_at=c(.3, .5)", cwd=tmp_path, **no_r
    )
    saved, _, tables = done.stdout.partition("\n")
    assert saved == "rait.pdf"
    assert tables == figures.nomogram("rait", fun_at=(0.3, 0.5)).printed(1)
    assert " Total Points Risk\n" in tables


def test_a_patient_is_read_and_a_value_beyond_the_range_is_said(tmp_path, no_r):
    words = ("nomogram", "rait", "--out", "rait.pdf", "--dec", "1")
    plain = parity(*words, cwd=tmp_path, **no_r)
    within = parity(*words, "--patient", "lln_count=5", "--patient", "tg_before=10", cwd=tmp_path, **no_r)
    assert within.returncode == 0 and within.stderr == plain.stderr
    reading = figures.nomogram("rait").read({"lln_count": 5, "tg_before": 10})
    told = within.stdout.removeprefix(plain.stdout).splitlines()
    assert told[1].split() == ["Patient", "Points"]
    assert told[2].split() == ["lln_count", "=", "5", f"{reading.points['lln_count']:.1f}"]
    assert told[4].split() == ["Total", "Points", f"{reading.total_points:.1f}"]
    assert told[-2:] == [f" Linear Predictor: {reading.linear_predictor:.4g}", f" Risk: {reading.risk:.4g}"]
    highest = study("rait").development.columns["tg_before"].max()
    beyond = parity(*words, "--patient", "lln_count=5", "--patient", f"tg_before={highest + 1}", cwd=tmp_path, **no_r)
    assert beyond.returncode == 0, beyond.stderr
    said = f"parity: column 'tg_before': {highest + 1:g} is beyond its range, "
    assert any(line.startswith(said) for line in beyond.stderr.splitlines())


def test_a_patient_that_cannot_be_read_is_one_line(tmp_path, no_r):
    for values, said in (
        (["lln_count=5"], "the patient has no value for 'tg_before'"),
        (["lln=5"], "--patient 'lln=5' names no predictor and value; write name=value; did you mean 'lln_count'?"),
        (["lln_count=5", "lln_count=6"], "--patient lln_count is given twice"),
        (["lln_count=many", "tg_before=1"], "column 'lln_count': 'many' is not on the axis"),
    ):
        given = [word for value in values for word in ("--patient", value)]
        done = parity("nomogram", "rait", "--out", "x.pdf", *given, cwd=tmp_path, **no_r)
        assert done.returncode == 2 and said in done.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_options_reach_the_figure(tmp_path, no_r):
    words = (
        "--option",
        "print.thres=c(0.2, 0.4)",
        "--option",
        "col=c(steelblue)",
        "--option",
        "main=Risk, as predicted",
    )
    done = parity("figure", "roc", "asah", "--out", "roc.pdf", *words, cwd=tmp_path, **no_r)
    assert (done.returncode, done.stderr) == (0, "")
    drawn = figures.roc("asah", print_thres=(0.2, 0.4), col="steelblue", main="Risk, as predicted").page_content()
    assert page_contents((tmp_path / "roc.pdf").read_bytes()) == [drawn]


@pytest.mark.parametrize(
    ("name", "words", "options"),
    [
        ("roc", ("--resamples", "50", "--seed", "7"), {"resamples": 50, "seed": 7}),
        ("decision_curve", ("--resamples", "50", "--seed", "7"), {"bands": True, "resamples": 50, "seed": 7}),
        ("clinical_impact", ("--seed", "7", "--option", "bands=TRUE"), {"bands": True, "resamples": 500, "seed": 7}),
        ("calibrate", ("--resamples", "30"), {"resamples": 30, "seed": 20250101}),
        ("calibrate", ("--seed", "7", "--option", "resamples=30"), {"resamples": 30, "seed": 7}),
        ("decision_curve", ("--resamples", "0"), {}),
    ],
)
def test_resamples_and_seed_are_those_of_verify(tmp_path, name, words, options):
    drawn = CliRunner().invoke(command, ["figure", name, "asah", "--out", str(tmp_path / "x.pdf"), *words])
    assert drawn.exit_code == 0, drawn.output
    page = getattr(figures, name)("asah", **options).page_content()
    assert page_contents((tmp_path / "x.pdf").read_bytes()) == [page]
    other = getattr(figures, name)("asah", **{**options, **({"seed": 8} if options else {})}).page_content()
    assert (page == other) is (not options), "another seed is another page"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("calibration --resamples 20", "calibration is drawn of no resamples; leave --resamples out"),
        ("nomogram --seed 1", "nomogram is drawn of no resamples; leave --seed out"),
        ("performance --seed 1", "performance is drawn of no resamples; leave --seed out"),
        ("roc --seed 1", "--seed 1: nothing of roc is resampled; say --resamples 2000 too"),
        ("decision_curve --seed 1", "--seed 1: nothing of decision_curve is resampled"),
        ("decision_curve --resamples 9 --option bands=FALSE", "--resamples 9 says whether there are bands"),
        ("calibrate --seed 1 --option seed=2", "--seed is given twice; leave --option seed out"),
        ("calibrate --resamples 0", "resamples is 0; it is a whole number from 2 on"),
    ],
)
def test_resamples_of_what_draws_none_or_draws_them_otherwise_are_refused_by_name(tmp_path, words, said):
    name, *options = words.split()
    asked = ["figure", name, "asah", "--out", str(tmp_path / "x.pdf"), *options]
    done = CliRunner().invoke(command, asked, standalone_mode=False)
    assert isinstance(done.exception, InputError) and said in str(done.exception)
    assert not (tmp_path / "x.pdf").exists()


def test_two_studies_are_drawn_on_one_page(tmp_path, no_r):
    done = parity("figure", "roc", "asah", "rait", "--out", "roc.pdf", cwd=tmp_path, **no_r)
    assert done.returncode == 0
    drawn = figures.roc({"asah": "asah", "rait": "rait"}).page_content()
    assert page_contents((tmp_path / "roc.pdf").read_bytes()) == [drawn]


def test_a_csv_file_is_drawn_and_shown_with_the_options_of_verify(tmp_path, no_r):
    lines = ["died,age,sex", *(f"{(i * 7) % 5 < 2:d},{40 + (i * 13) % 37},{'mf'[i % 2]}" for i in range(60))]
    (tmp_path / "my.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    columns = ("--outcome", "died", "--predictors", "age,sex")
    for words in (("nomogram", "my.csv"), ("figure", "roc", "my.csv"), ("figure", "decision_curve", "my.csv")):
        done = parity(*words, *columns, "--out", "x.svg", cwd=tmp_path, **no_r)
        assert done.returncode == 0 and (tmp_path / "x.svg").is_file(), done.stderr
        (tmp_path / "x.svg").unlink()
    assert " sex Points\n" in parity("nomogram", "my.csv", *columns, "--out", "x.pdf", cwd=tmp_path, **no_r).stdout
    shown = parity("show", "brier_score", "my.csv", "--formula", "died ~ age * sex", cwd=tmp_path, **no_r)
    assert shown.returncode == 0 and "0." in shown.stdout
    for words in (("figure", "roc", "my.csv", "--out", "x.pdf"), ("show", "brier_score", "my.csv")):
        done = parity(*words, cwd=tmp_path, **no_r)
        assert done.returncode == 2 and "a CSV file needs --formula, or --outcome and --predictors" in done.stderr
    done = parity("show", "brier_score", "--outcome", "died", cwd=tmp_path)
    assert done.returncode == 2 and "--outcome goes with a CSV file" in done.stderr


def _risks(path):
    rows = [f"{int((7 * row) % 10 < 3 + row // 20)},{(row + 0.5) / 80}" for row in range(80)]
    path.write_text("\n".join(["died,p", *rows]) + "\n", encoding="utf-8")


def test_what_a_figure_of_a_csv_file_lacks_is_said_in_the_words_of_the_command(tmp_path, no_r):
    _risks(tmp_path / "e.csv")
    model = ("e.csv", "--outcome", "died", "--predictors", "p", "--out", "x.pdf")
    for words, said in (
        (("figure", "subgroup_roc", *model), "e.csv: no subgroup is named; say --subgroup sex, or --subgroup age:55"),
        (
            ("figure", "nomogram", "e.csv", "--outcome", "died", "--risk", "p", "--out", "x.pdf"),
            "given risks, and no model to draw; leave the risks out",
        ),
    ):
        done = parity(*words, cwd=tmp_path, **no_r)
        assert done.returncode == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr


def test_models_of_two_files_are_said_to_be_two(tmp_path, no_r):
    for name in ("e.csv", "v.csv"):
        _risks(tmp_path / name)
    model = ("--outcome", "died", "--predictors", "p", "--out", "x.pdf")
    done = parity("figure", "roc", "e.csv", "v.csv", *model, cwd=tmp_path, **no_r)
    step = "parity figure roc e.csv ... --validation v.csv --cohort validation"
    said = f"parity: each file has its own model; the first one's risks in another cohort: {step}"
    assert done.returncode == 0 and said in done.stderr.splitlines(), done.stderr
    other = ("--validation", "v.csv", "--cohort", "validation")
    done = parity("figure", "roc", "e.csv", *model, *other, cwd=tmp_path, **no_r)
    assert done.returncode == 0 and "its own model" not in done.stderr


def test_text_over_text_is_said_on_one_line(tmp_path, no_r):
    done = parity("nomogram", "asah", "--out", "x.pdf", cwd=tmp_path, **no_r)
    (line,) = done.stderr.splitlines()
    assert line.startswith("parity: text overprints: '0.1' over '0.2'") and "(--width) helps, or fun_at" in line
    assert parity("nomogram", "asah", "--out", "x.pdf", "--width", "24", cwd=tmp_path, **no_r).stderr == ""


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("fun.at=0.1,0.5", "fun_at", (0.1, 0.5)),
        ("fun_at=c(.1, .5)", "fun_at", (0.1, 0.5)),
        ("lp=FALSE", "lp", False),
        ("fun=NULL", "fun", None),
        ("fun=c(plogis, exp)", "fun", ("plogis", "exp")),
        ("fun_side=c(c(1, 3), c(1, 1))", "fun_side", ((1, 3), (1, 1))),
        ("fun_at=[(0.1, 0.5), (1, 2)]", "fun_at", [(0.1, 0.5), (1, 2)]),
        ("interact={'sex': ['male']}", "interact", {"sex": ["male"]}),
        ('col_grid=c("steelblue", "grey90")', "col_grid", ("steelblue", "grey90")),
        ("maxscale=50", "maxscale", 50),
        ("lplabel=Log odds, or logit", "lplabel", "Log odds, or logit"),
        ("lplabel=2", "lplabel", "2"),
        ("lplabel=a=b", "lplabel", "a=b"),
        ("funlabel=c(Risk, Odds)", "funlabel", ("Risk", "Odds")),
        ("vnames=names", "vnames", "names"),
    ],
)
def test_a_value_is_one_of_python_or_of_r_or_text(text, name, value):
    assert options_given([text], "nomogram") == {name: value}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["print_thres"], "--option 'print_thres' names no option and value; write name=value"),
        (["lwd=2", "lwd=3"], "--option lwd is given twice; give it once"),
        (["width=3"], "--option width is no option of the figure; write --width"),
        (["fun at=3"], "--option 'fun at=3' names no option and value"),
    ],
)
def test_an_option_that_cannot_be_understood_is_named(given, message):
    with pytest.raises(InputError) as raised:
        options_given(given, "roc")
    assert message in str(raised.value)
