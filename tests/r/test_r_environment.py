"""Which R is here, and whether rpy2 fits it."""

from __future__ import annotations

import pytest

from parity.r.environment import child_environment, find_r, r_version, rpy2_misfit, rpy2_problem
from parity.r.supervisor import RSession


@pytest.mark.parametrize(
    "r, rpy2",
    [
        ("4.2.2", "3.5.9"),
        ("4.2.2", "3.6.5"),
        ("4.5.0", "3.5.17"),
        ("4.5.1", "3.6.7"),
        ("4.6.0", "3.6.7"),
        ("4.6.1", "3.6.6"),
    ],
)
def test_versions_that_fit_have_no_problem(r, rpy2):
    assert rpy2_misfit(r, rpy2) is None


@pytest.mark.parametrize(
    "r, rpy2, reason, cure",
    [
        ("4.2.2", "3.6.6", "needs R 4.5 or later, this is R 4.2.2", "rpy2-rinterface<3.6.6"),
        ("4.4.3", "3.6.7", "needs R 4.5 or later", "rpy2-rinterface<3.6.6"),
        ("4.6.0", "3.6.5", "R 4.6.0 needs rpy2-rinterface 3.6.6 or later", "rpy2>=3.6.7"),
        ("4.6.0", "3.5.17", "R 4.6.0 needs rpy2-rinterface 3.6.6 or later", "rpy2>=3.6.7"),
        ("4.2.2", None, "rpy2 is not installed", "rpy2-rinterface<3.6.6"),
        ("4.6.0", None, "rpy2 is not installed", "rpy2>=3.6.7"),
    ],
)
def test_versions_that_do_not_fit_come_with_the_command_that_mends_it(r, rpy2, reason, cure):
    problem = rpy2_misfit(r, rpy2)
    assert reason in problem.reason
    assert cure in problem.cure and "pip install" in problem.cure and "rscript" in problem.cure


def test_a_machine_without_r_has_none(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("R_HOME", str(tmp_path / "gone"))
    assert find_r() is None
    assert "no R" in rpy2_problem().reason


def test_r_home_goes_before_the_path(monkeypatch, tmp_path):
    command = tmp_path / "bin" / "R"
    command.parent.mkdir()
    command.write_text("#!/bin/sh\n")
    monkeypatch.setenv("R_HOME", str(tmp_path))
    assert find_r() == command


def test_a_child_depends_on_nothing_that_the_user_set(monkeypatch, tmp_path):
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "R_DEFAULT_PACKAGES", "R_PROFILE_USER", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, "of the user")
    monkeypatch.setenv("R_LIBS", "/users/library")
    environment = child_environment(tmp_path, [tmp_path / "project"], tmp_path)
    assert "of the user" not in environment.values()
    assert environment["R_LIBS"] == f"{tmp_path / 'project'}:/users/library"
    assert (environment["TZ"], environment["LC_COLLATE"], environment["LANGUAGE"]) == ("UTC", "C", "en")
    assert "LC_ALL" not in environment and "R_DEFAULT_PACKAGES" not in environment


@pytest.mark.r
def test_the_environment_names_r_and_the_packages_that_are_there(session):
    environment = session.environment(["stats", "splines", "noSuchPackage"])
    assert environment["r"] == r_version(find_r())
    assert environment["r"] in environment["r_version_string"]
    assert environment["packages"] == {"stats": environment["r"], "splines": environment["r"]}
    assert environment["locale"]["LC_COLLATE"] == "C" and environment["locale"]["TZ"] == "UTC"
    assert environment["platform"] and environment["lapack"] and "blas" in environment
    assert environment["bridge"]["name"] == session.bridge and environment["bridge"]["version"]


@pytest.mark.r
def test_without_packages_the_environment_has_none(session):
    assert session.environment([])["packages"] == {}


@pytest.mark.r
def test_a_library_of_the_project_is_searched_first(tmp_path):
    package = tmp_path / "ours"
    package.mkdir()
    (package / "DESCRIPTION").write_text("Package: ours\nVersion: 1.2-3\n")
    with RSession("rscript", libraries=[tmp_path]) as session:
        assert session.environment(["ours"])["packages"] == {"ours": "1.2-3"}
