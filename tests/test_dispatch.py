import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import nh3
import pytest
from guards import PATIENCE

from dragoman.dispatch.crew import TASKS, Crew
from dragoman.dispatch.local import Job, LocalDispatcher, Threads, Urgency
from dragoman.dispatch.turns import Turns
from dragoman.dispatch.workers import timed
from dragoman.errors import NotAPage, WorkerLost

pytestmark = pytest.mark.timed


def job(step: str, subject: str = "x", urgency: Urgency = Urgency.READ, **more: object) -> Job:
    return Job(step, subject, urgency, **more)  # type: ignore[arg-type]


def test_jobs_and_all_that_follow_from_them_are_performed() -> None:
    done: list[str] = []

    def perform(one: Job) -> Iterable[Job]:
        done.append(one.step)
        return [job("second")] if one.step == "first" else []

    LocalDispatcher(perform, Threads(2)).run([job("first")])
    assert done == ["first", "second"]


def test_a_job_that_waits_already_is_not_put_in_twice() -> None:
    done: list[str] = []
    dispatcher = LocalDispatcher(lambda one: done.append(one.step) or [], Threads(1))
    dispatcher.run([job("once"), job("once"), job("other")])
    assert sorted(done) == ["once", "other"]


def test_the_most_urgent_ready_job_goes_first_and_a_delayed_one_does_not_starve() -> None:
    done: list[str] = []

    def perform(one: Job) -> Iterable[Job]:
        done.append(one.step)
        time.sleep(0.02)
        return []

    waiting = [job("poll", str(n), Urgency.POLL) for n in range(10)]
    LocalDispatcher(perform, Threads(1)).run([*waiting, job("publish", urgency=Urgency.PUBLISH, delay=0.05)])
    assert done[0] == "poll"
    assert done.index("publish") < 8


def test_jobs_of_one_group_are_performed_one_at_a_time_and_others_beside_them() -> None:
    running: set[str] = set()
    together: list[frozenset[str]] = []
    lock = threading.Lock()

    def perform(one: Job) -> Iterable[Job]:
        with lock:
            running.add(one.subject)
            together.append(frozenset(running))
        time.sleep(0.02)
        with lock:
            running.discard(one.subject)
        return []

    jobs = [job("read", f"{group}{n}", group=group) for n in range(4) for group in ("a", "b")]
    LocalDispatcher(perform, Threads(4)).run(jobs)
    assert len(together) == 8
    assert all(len({name for name in names if name[0] == group}) <= 1 for names in together for group in "ab")
    assert any(len(names) == 2 for names in together)


def test_a_job_that_fails_ends_alone() -> None:
    done: list[str] = []

    def perform(one: Job) -> Iterable[Job]:
        if one.subject == "bad":
            raise NotAPage("It is no page.")
        done.append(one.subject)
        return []

    LocalDispatcher(perform, Threads(1)).run([job("read", "bad"), job("read", "good")])
    assert done == ["good"]


# --- The crew ----------------------------------------------------------------------------------------------------

MB = 1024 * 1024


def double(number: int) -> int:
    return 2 * number


def die(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def hang(_: int) -> int:
    time.sleep(60)
    return 0


def hang_with_the_lock(_: int) -> int:
    return len(re.findall("(?:a+)+b", "a" * 99))


def gorge(_: int) -> int:
    return len([str(n) * 100 for n in range(10**9)])


def gorge_at_once(_: int) -> int:
    return len(bytes(4096 * MB))


def gorge_in_a_library(_: int) -> int:
    # Rust aborts the process where Python raises MemoryError.
    return len(nh3.clean("<b>x</b>" * 2_000_000))


def kill(number: int, extra: int = 0) -> int:
    return die(number + extra)


def nap(number: int) -> int:
    time.sleep(1)
    return number


def refuse(_: int) -> int:
    raise NotAPage("It is no page.")


class Odd(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} is not {other}")


def be_odd(_: int) -> int:
    raise Odd(1, 2)


def note(file: Path) -> int:
    """Write down that this ran, and where; it takes a moment."""
    time.sleep(0.3)
    with file.open("a") as lines:
        lines.write(f"{os.getpid()}\n")
    return os.getpid()


def lines_of(file: Path) -> int:
    return len(file.read_text().splitlines())


def die_the_first_time(file: Path) -> str:
    if not file.exists():
        file.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def whoami(_: int) -> int:
    return os.getpid()


@pytest.fixture(scope="module")
def crew() -> Iterable[Crew]:
    with Crew(2, timeout=6, patience=1) as crew:
        yield crew


@pytest.fixture(scope="module")
def limited() -> Iterable[Crew]:
    with Crew(2, timeout=20, memory=200 * MB) as crew:
        yield crew


def test_the_deadline_of_a_task_counts_its_own_time_only(crew: Crew) -> None:
    assert [result for _, result in crew.map(nap, range(14))] == list(range(14))


def test_a_lost_worker_is_told_of_partial_tasks_too(crew: Crew) -> None:
    with pytest.raises(WorkerLost, match="kill"):
        crew.run(partial(kill, extra=1), 1)


def test_the_crew_maps_in_order(crew: Crew) -> None:
    assert [result for _, result in crew.map(double, range(40))] == [2 * n for n in range(40)]


@pytest.mark.parametrize(("leeway", "before"), [(0, 6), (60, 1)])
def test_what_is_mapped_lets_others_go_ahead_for_as_long_as_it_has_leeway(
    tmp_path: Path, leeway: float, before: int
) -> None:
    order = tmp_path / "order"
    with Crew(1) as crew:
        first = threading.Thread(target=lambda: list(crew.map(note, [order] * 6, leeway=leeway)))
        first.start()
        while not order.exists():
            time.sleep(0.01)
        shorter = [lines for _, lines in crew.map(lines_of, [order] * 2, leeway=leeway / 2)]
        assert min(shorter) >= before
        assert max(shorter) <= before + 2
        assert crew.run(lines_of, order) <= before + 3
        first.join()
    assert lines_of(order) == 6


def test_whoever_is_interrupted_while_waiting_holds_no_place() -> None:
    turns = Turns(1)
    with turns.turn(0):
        threading.Timer(0.2, signal.pthread_kill, [threading.get_ident(), signal.SIGINT]).start()
        with pytest.raises(KeyboardInterrupt), turns.turn(0):
            pass
    with turns.turn(0):
        pass


def test_a_map_goes_on_where_something_stands_for_a_lost_result(crew: Crew) -> None:
    assert list(crew.map(kill, [1, 2], lambda item: -item)) == [(1, -1), (2, -2)]
    with pytest.raises(WorkerLost):
        list(crew.map(kill, [1, 2]))


def test_an_error_in_a_worker_arrives_as_it_is_with_a_note_of_its_place(crew: Crew) -> None:
    with pytest.raises(NotAPage, match=r"It is no page\.") as caught:
        crew.run(refuse, 1)
    assert "in refuse" in caught.value.__notes__[0]


def test_an_error_that_cannot_travel_is_told_in_words(crew: Crew) -> None:
    with pytest.raises(RuntimeError, match="Odd: 1 is not 2"):
        crew.run(be_odd, 1)
    assert crew.run(double, 4) == 8


def test_a_worker_that_dies_costs_its_task_only(crew: Crew) -> None:
    with pytest.raises(WorkerLost, match="die killed its worker twice"):
        crew.run(die, 1)
    with pytest.raises(WorkerLost, match="die killed its worker twice"):
        list(crew.map(partial(timed, partial(die)), [1]))
    assert crew.run(double, 4) == 8


def test_a_task_whose_worker_dies_is_done_again(crew: Crew, tmp_path: Path) -> None:
    assert crew.run(die_the_first_time, tmp_path / "file") == "done"


@pytest.mark.parametrize("task", [hang, hang_with_the_lock])
def test_a_task_past_its_deadline_is_stopped_at_once_and_others_are_not(
    crew: Crew, tmp_path: Path, task: Callable[[int], int]
) -> None:
    notes = tmp_path / "notes"
    began = time.monotonic()
    results = [result for _, result in crew.map(partial(_hang_or_note, task), [None, *[notes] * 4], lambda _: -1)]
    assert time.monotonic() - began < 50
    assert results[0] == -1
    assert sorted(notes.read_text().split()) == sorted(str(pid) for pid in results[1:])


def _hang_or_note(task: Callable[[int], int], file: Path | None) -> int:
    return note(file) if file else task(0)


def test_a_machine_that_is_busy_elsewhere_costs_no_task_its_time() -> None:
    with Crew(1, timeout=0.2, patience=100) as crew:
        assert crew.run(nap, 1) == 1
        with pytest.raises(WorkerLost, match=r"hang_with_the_lock took over 0\.2 seconds"):
            crew.run(hang_with_the_lock, 1)
        assert crew.run(double, 4) == 8


def test_a_task_can_have_a_deadline_of_its_own(crew: Crew) -> None:
    with pytest.raises(WorkerLost, match=r"hang took over 0\.5 seconds"):
        crew.run(hang, 1, timeout=0.5)


@pytest.mark.parametrize("task", [gorge, gorge_at_once])
def test_a_task_that_wants_too_much_memory_gets_none(limited: Crew, task: Callable[[int], int]) -> None:
    with pytest.raises(WorkerLost, match=rf"{task.__name__} wanted more memory .* \(200 MB\)"):
        limited.run(task, 1)
    assert limited.run(double, 4) == 8


def test_a_library_that_dies_for_want_of_memory_dies_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    with Crew(1, memory=64 * MB) as crew, pytest.raises(WorkerLost):
        crew.run(gorge_in_a_library, 1)
    assert capfd.readouterr() == ("", "")


def test_a_worker_is_replaced_after_a_thousand_tasks() -> None:
    with Crew(1) as crew:
        workers = [pid for _, pid in crew.map(whoami, range(TASKS + 1))]
    assert len(set(workers)) == 2
    assert len(set(workers[:TASKS])) == 1


def test_a_crew_that_is_closed_may_be_closed_again() -> None:
    with Crew(1) as crew:
        assert crew.run(abs, -1) == 1
        crew.close()


def test_a_crew_without_processes_works_here_and_a_forked_one_beside() -> None:
    with Crew(0) as here, Crew(1, start="fork") as forked:
        assert here.run(whoami, 1) == os.getpid()
        assert forked.run(whoami, 1) not in (os.getpid(), here)
        with pytest.raises(WorkerLost):
            forked.run(die, 1)
        assert forked.run(double, 4) == 8


@pytest.mark.parametrize("task", ["whoami", "hang_with_the_lock"])
def test_workers_do_not_outlive_their_parent(tmp_path: Path, task: str) -> None:
    script = f"""
import sys, threading
sys.path.insert(0, {str(Path(__file__).parent)!r})
import test_dispatch as tests
from dragoman.dispatch.crew import Crew

if __name__ == "__main__":
    with Crew(1, timeout=1, patience=60) as crew:
        print(crew.run(tests.whoami, 1), flush=True)
        crew.run(tests.{task}, 1)
        threading.Event().wait()
"""
    (tmp_path / "parent.py").write_text(script)
    with subprocess.Popen([sys.executable, tmp_path / "parent.py"], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()
    until = time.monotonic() + PATIENCE
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{worker}").exists()


def test_a_fork_server_that_is_still_importing_says_nothing_to_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("""
import pathlib, time
pathlib.Path("began").touch()
while not pathlib.Path("go").exists():
    time.sleep(0.01)
""")
    script = "import sys; from dragoman.dispatch.workers import preload; preload('slow'); sys.stdin.read()"
    # Of a session of its own, as what a terminal runs: Ctrl-C goes to all its processes.
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as parent:
        until = time.monotonic() + PATIENCE
        while not (tmp_path / "began").exists() and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(parent.pid, signal.SIGINT)
        (tmp_path / "go").touch()
        said = parent.communicate()[1].decode()  # once the fork server has ended too, which holds it
    assert said.count("Traceback") == said.count("KeyboardInterrupt") == 1  # the script's own


def test_a_job_under_way_is_not_put_in_twice_unless_it_looks_at_what_may_have_changed() -> None:
    done: list[str] = []

    def perform(job: Job) -> list[Job]:
        done.append(job.step)
        if job.step == "cause":
            return [Job("read", "a", Urgency.READ), Job("interpret", "a", Urgency.INTERPRET, again=True)]
        if len(done) < 10:
            time.sleep(0.2)
            # What a sweep would put in while this is under way.
            dispatcher.put([Job(job.step, "a", job.urgency, again=job.again)] if done.count(job.step) == 1 else [])
        return []

    dispatcher = LocalDispatcher(perform, Threads(4), hasty=True)
    dispatcher.run([Job("cause", "a", Urgency.POLL)])
    assert sorted(done) == ["cause", "interpret", "interpret", "read"]


def test_a_job_that_comes_again_while_it_is_under_way_is_done_as_its_most_urgent() -> None:
    again = [Job("interpret", "a", urgency, again=True) for urgency in (Urgency.CORRECT, Urgency.RENEW)]
    done: list[tuple[str, Urgency]] = []

    def perform(job: Job) -> list[Job]:
        done.append((job.subject, job.urgency))
        if len(done) == 1:
            dispatcher.put([*again, Job("interpret", "b", Urgency.INTERPRET)])
        return []

    dispatcher = LocalDispatcher(perform, Threads(most=1), hasty=True)
    dispatcher.run([Job("interpret", "a", Urgency.INTERPRET, again=True)])
    assert done[1:] == [("a", Urgency.CORRECT), ("b", Urgency.INTERPRET)]


def test_a_flood_of_text_leaves_threads_for_polls() -> None:
    order: list[str] = []
    started = threading.Event()

    def perform(job: Job) -> list[Job]:
        if job.step == "interpret":
            started.wait(PATIENCE)
        else:
            order.append(job.step)
            started.set()
        return []

    text = [Job("interpret", str(n), Urgency.INTERPRET) for n in range(20)]
    began = time.monotonic()
    LocalDispatcher(perform, Threads(4), hasty=True).run([*text, Job("poll", "a", Urgency.POLL)])
    assert order == ["poll"]
    assert time.monotonic() - began < 60


def test_no_more_articles_are_rendered_at_once_than_there_is_room_for() -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def perform(job: Job) -> list[Job]:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.02)
        with lock:
            under_way -= 1
        return []

    text = [Job("interpret", str(n), Urgency.INTERPRET) for n in range(12)]
    LocalDispatcher(perform, Threads(16, rendering=3), hasty=True).run(text)
    assert most == 3


def test_corrections_wait_for_no_text_and_what_would_only_look_otherwise_waits_for_all() -> None:
    done: list[str] = []
    begun = threading.Event()

    def perform(job: Job) -> list[Job]:
        if job.subject == "long":
            begun.wait(PATIENCE)
        done.append(job.subject)
        if job.urgency is Urgency.CORRECT:
            begun.set()
        return []

    jobs = [
        Job("interpret", "long", Urgency.INTERPRET),
        Job("interpret", "looks", Urgency.RENEW),
        Job("interpret", "news", Urgency.INTERPRET),
        Job("read", "page", Urgency.READ),
        Job("interpret", "wrong", Urgency.CORRECT),
    ]
    LocalDispatcher(perform, Threads(16, rendering=1), hasty=True).run(jobs)
    assert done.index("wrong") < done.index("long") < done.index("news") < done.index("looks")


def test_a_job_that_waits_goes_ahead_once_it_is_put_in_as_more_urgent_and_is_done_once() -> None:
    done: list[str] = []
    dispatcher = LocalDispatcher(lambda one: done.append(one.subject) or [], Threads(1), hasty=True)  # type: ignore[func-returns-value]
    dispatcher.put([Job("interpret", "a", Urgency.RENEW)])
    dispatcher.run([Job("interpret", "b", Urgency.INTERPRET), Job("interpret", "a", Urgency.CORRECT)])
    assert done == ["a", "b"]
