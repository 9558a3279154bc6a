"""Who made a run."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

import parity
from parity.report import evidence
from parity.verification.origin import as_sums, origin, sources

ROOT = Path(parity.__file__).parents[1]


def test_every_source_of_a_number_is_named_with_the_hash_of_its_bytes():
    named = sources()
    assert {"parity/statistics/discrimination/auc_delong.py", "parity/checks/catalogue.py"} <= set(named)
    assert any(name.startswith("r_scripts/pROC/") for name in named)
    for name in list(named)[::20]:
        file = ROOT / name
        if file.exists():
            assert named[name] == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout")
def test_in_a_checkout_the_commit_is_that_of_git():
    said = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], capture_output=True, text=True)
    if said.returncode == 0:
        assert origin()["commit"] == said.stdout.strip()
        assert origin()["changed"] in (True, False)


def test_the_evidence_holds_the_sources_and_its_own_sums(tmp_path):
    verification = parity.verify("strata", "brier_score", mode="replay")
    folder = evidence.write(verification, tmp_path / "made")
    assert (folder / "SOURCES").read_text() == as_sums(sources())
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {file.name for file in folder.iterdir()} - {"SHA256SUMS"}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    assert verification.environment["sources"] == hashlib.sha256(as_sums(sources()).encode()).hexdigest()
