"""R as a process: what it says, what it may do to itself, and that the next call does not notice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from parity.r.decoding import decode
from parity.r.errors import RCrash, RTimeout, RUnavailable, RUnreadable
from parity.r.supervisor import RSession

pytestmark = pytest.mark.r


def said(answer):
    return [(condition.kind, condition.text) for condition in answer.conditions]


def answers(session, scripts) -> bool:
    return session.call(scripts / "misbehaviour.R", "answers", {}).value == {"answer": 42}


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def until_gone(pid: int) -> bool:
    for _ in range(300):
        if not is_alive(pid):
            return True
        time.sleep(0.1)
    return False


def test_what_r_says_comes_in_order_beside_the_value(session, scripts):
    answer = session.call(scripts / "conditions.R", "all_kinds", {})
    assert answer.value == {"value": 1.0}
    assert said(answer) == [
        ("output", "printed"),
        ("output", "half a line"),
        ("warning", "careful: é年"),
        ("message", "by the way"),
        ("output", "[1] 1 2 3"),
        ("warning", "careful again"),
    ]


def test_what_r_draws_is_told_behind_each_seed_and_leaves_no_trace(session, scripts):
    told = session.call(scripts / "conditions.R", "draws", {"stop": False}, traced=True).value["drawn"]
    assert [[(one["call"], one["n"], one["size"], one["mti"]) for one in sequence] for sequence in told] == [
        [("sample.int", 10.0, 3, 6), ("sample.int", 4.0, 8, 14)],
        [("sample.int", 10.0, 3, 6)],
    ]
    assert told[0][0]["first"].tolist() == [3.0, 3.0, 10.0] and told[0][1]["size"] == 8
    assert len(told[0][1]["first"]) == 5 and told[0][0]["md5"] == told[1][0]["md5"] != told[0][1]["md5"]
    whole = session.call(scripts / "conditions.R", "draws", {"stop": False}).value
    assert whole["drawn"].tolist() == [3, 3, 10] and whole["traced"] is False


def test_where_r_stops_on_the_way_its_draws_are_an_error_and_leave_no_trace(session, scripts):
    stopped = session.call(scripts / "conditions.R", "draws", {"stop": True}, traced=True)
    assert stopped.value is None and said(stopped) == [("error", "no further")]
    assert session.call(scripts / "conditions.R", "draws", {"stop": False}).value["traced"] is False


def test_what_a_page_draws_at_random_is_told_of_a_page(session, scripts):
    size = {"width": 6.0, "height": 6.0}
    told = session.draw(scripts / "conditions.R", "drawn_page", {}, **size, traced=True).value["drawn"]
    assert [one["n"] for one in told[0]] == [5.0]
    assert "content" in session.draw(scripts / "conditions.R", "drawn_page", {}, **size).value


def test_an_error_of_r_is_data_and_the_last_thing_said(session, scripts):
    answer = session.call(scripts / "conditions.R", "error_after_warning", {})
    assert answer.value is None
    assert said(answer) == [("warning", "it begins"), ("error", "it ends")]


def test_r_speaks_english_whatever_the_user_speaks(session, scripts):
    answer = session.call(scripts / "conditions.R", "warning_from_r", {})
    assert said(answer) == [("warning", "NAs introduced by coercion")]


def test_a_missing_package_function_or_script_is_an_error_of_r(session, scripts, tmp_path):
    broken = tmp_path / "broken.R"
    broken.write_text("f <- function( {")
    for script, function, expected in [
        (scripts / "conditions.R", "package_is_missing", "noSuchPackage"),
        (scripts / "conditions.R", "not_there", "not_there"),
        (scripts / "no_such_file.R", "f", "not an existing file"),
        (broken, "f", "unexpected"),
    ]:
        answer = session.call(script, function, {})
        assert answer.value is None and answer.conditions[-1].kind == "error"
        assert any(expected in condition.text for condition in answer.conditions)


def test_what_others_print_does_not_reach_the_answer(session, scripts):
    answer = session.call(scripts / "conditions.R", "noise", {})
    assert answer.value == {"value": 1.0} and answer.conditions == ()


def test_a_question_to_the_user_is_not_waited_for(session, scripts):
    assert session.call(scripts / "conditions.R", "asks_the_user", {}).value == {"answer": "", "interactive": False}


def test_a_script_cannot_close_the_bridge(session, scripts):
    assert session.call(scripts / "conditions.R", "closes_every_connection", {}).value == {"value": 1.0}
    assert answers(session, scripts)


def test_nothing_that_a_call_leaves_behind_is_seen_by_the_next(session, scripts):
    before = session.call(scripts / "traces.R", "look", {})
    process = session.pid
    left = session.call(scripts / "traces.R", "leave", {})
    assert left.value == {"left": True}
    after = session.call(scripts / "traces.R", "look", {})
    assert after.digest == before.digest
    assert session.pid == process
    assert after.value["digits"] == 7 and after.value["objects"] == [] and after.value["seed"] is False


def test_endless_recursion_is_an_error_of_r(session, scripts):
    process = session.pid
    answer = session.call(scripts / "misbehaviour.R", "endless_recursion", {})
    assert answer.value is None and answer.conditions[-1].kind == "error"
    assert answers(session, scripts) and session.pid == process


def test_an_endless_loop_ends_by_the_clock_and_the_next_call_works(session, scripts):
    assert answers(session, scripts)
    process = session.pid
    with pytest.raises(RTimeout, match="within 0.5 s"):
        session.call(scripts / "misbehaviour.R", "endless_loop", {}, timeout=0.5)
    assert not is_alive(process)
    assert answers(session, scripts)


@pytest.mark.parametrize(
    "function, cause",
    [("quits", "exit 3 (quit)"), ("segfaults", "SIGSEGV"), ("leaves_a_process_behind", "exit 4 (quit)")],
)
def test_an_r_that_dies_is_named_by_its_cause_and_the_next_call_works(session, scripts, function, cause):
    with pytest.raises(RCrash) as crash:
        session.call(scripts / "misbehaviour.R", function, {})
    assert crash.value.cause == cause
    assert answers(session, scripts)


def test_the_last_words_of_a_dying_r_are_kept(session, scripts):
    with pytest.raises(RCrash) as crash:
        session.call(scripts / "misbehaviour.R", "complains_and_quits", {})
    assert "the last words" in crash.value.stderr


def test_an_r_that_is_killed_from_outside_is_started_again(session, scripts):
    assert answers(session, scripts)
    killer = threading.Timer(0.3, os.kill, (session.pid, signal.SIGKILL))
    killer.start()
    with pytest.raises(RCrash) as crash:
        session.call(scripts / "misbehaviour.R", "endless_loop", {})
    assert crash.value.cause == "SIGKILL"
    assert answers(session, scripts)
    idle = session.pid
    os.kill(idle, signal.SIGKILL)
    assert until_gone(idle) and session.pid is None
    assert answers(session, scripts)


@pytest.fixture
def interrupts():
    """An interrupt is noticed, also where the tests were started with it ignored, as in ``nohup make test &``."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_ends_r_and_goes_on_to_the_caller(session, scripts, interrupts):
    assert answers(session, scripts)
    process = session.pid
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        session.call(scripts / "misbehaviour.R", "endless_loop", {})
    assert not is_alive(process)
    assert answers(session, scripts)


def test_an_answer_that_cannot_be_read_is_a_failure_of_r_and_the_next_call_works(session, scripts, monkeypatch):
    assert answers(session, scripts)
    process = session.pid
    with monkeypatch.context() as patched:
        patched.setattr("parity.r.supervisor.decode", lambda text, take: decode(text.removesuffix("\n"), take))
        with pytest.raises(RUnreadable, match="cannot be read: the text from R ends in the middle of a line"):
            session.call(scripts / "misbehaviour.R", "answers", {})
    assert not is_alive(process)
    assert answers(session, scripts)


def test_r_is_started_afresh_after_so_many_calls(session, scripts):
    with RSession(session.bridge, recycle_after=2) as other:
        first, second, third = (other.call(scripts / "misbehaviour.R", "process", {}).value["pid"] for _ in range(3))
    assert first == second != third


def test_a_closed_session_leaves_no_process_and_no_file(session, scripts, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with RSession(session.bridge) as other:
        assert answers(other, scripts)
        process = other.pid
        assert list(tmp_path.iterdir()) != []
    assert not is_alive(process) and other.pid is None
    assert list(tmp_path.iterdir()) == []


def test_r_does_not_outlive_the_process_that_started_it(session, scripts, tmp_path):
    code = f"""
import os
from pathlib import Path
from parity.r.supervisor import RSession
session = RSession({session.bridge.value!r})
session.call(Path({str(scripts / "misbehaviour.R")!r}), "answers", {{}})
print(session.pid, flush=True)
os._exit(0)
"""
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert until_gone(int(done.stdout))


def test_the_parent_has_no_rpy2(session, scripts):
    assert answers(session, scripts)
    assert [name for name in sys.modules if name.split(".")[0] == "rpy2"] == []


def test_an_r_that_is_not_there_is_named_with_a_cure(scripts, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("R_HOME", raising=False)
    for bridge in ("rpy2", "rscript"):
        with pytest.raises(RUnavailable) as missing, RSession(bridge) as session:
            session.call(scripts / "misbehaviour.R", "answers", {})
        assert "no R" in missing.value.reason and "install" in missing.value.cure


def test_a_bridge_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no bridge 'reticulate': there are rpy2 and rscript"):
        RSession("reticulate")
