import os
import signal
import threading
import time
from collections.abc import Iterable
from functools import partial

import pytest

from dragoman.dispatch.crew import Crew
from dragoman.dispatch.local import Job, LocalDispatcher, Urgency
from dragoman.errors import NotAPage, WorkerLost


def job(step: str, subject: str = "x", urgency: Urgency = Urgency.READ, **more: object) -> Job:
    return Job(step, subject, urgency, **more)  # type: ignore[arg-type]


def test_jobs_and_all_that_follow_from_them_are_performed() -> None:
    done: list[str] = []

    def perform(one: Job) -> Iterable[Job]:
        done.append(one.step)
        return [job("second")] if one.step == "first" else []

    LocalDispatcher(perform, threads=2).run([job("first")])
    assert done == ["first", "second"]


def test_a_job_that_waits_already_is_not_put_in_twice() -> None:
    done: list[str] = []
    dispatcher = LocalDispatcher(lambda one: done.append(one.step) or [], threads=1)
    dispatcher.run([job("once"), job("once"), job("other")])
    assert sorted(done) == ["once", "other"]


def test_the_most_urgent_ready_job_goes_first_and_a_delayed_one_does_not_starve() -> None:
    done: list[str] = []

    def perform(one: Job) -> Iterable[Job]:
        done.append(one.step)
        time.sleep(0.02)
        return []

    waiting = [job("poll", str(n), Urgency.POLL) for n in range(10)]
    LocalDispatcher(perform, threads=1).run([*waiting, job("publish", urgency=Urgency.PUBLISH, delay=0.05)])
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
    LocalDispatcher(perform, threads=4).run(jobs)
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

    LocalDispatcher(perform, threads=1).run([job("read", "bad"), job("read", "good")])
    assert done == ["good"]


def double(number: int) -> int:
    return 2 * number


def die(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def hang(_: int) -> int:
    time.sleep(60)
    return 0


def kill(number: int, extra: int = 0) -> int:
    return die(number + extra)


def nap(number: int) -> int:
    time.sleep(0.4)
    return number


def refuse(_: int) -> int:
    raise NotAPage("It is no page.")


@pytest.fixture(scope="module")
def crew() -> Iterable[Crew]:
    with Crew(2, timeout=2) as crew:
        yield crew


def test_the_deadline_of_a_task_counts_its_own_time_only(crew: Crew) -> None:
    assert [result for _, result in crew.map(nap, range(14))] == list(range(14))


def test_a_lost_worker_is_told_of_partial_tasks_too(crew: Crew) -> None:
    with pytest.raises(WorkerLost, match="kill"):
        crew.run(partial(kill, extra=1), 1)


def test_the_crew_maps_in_order(crew: Crew) -> None:
    assert [result for _, result in crew.map(double, range(40))] == [2 * n for n in range(40)]


def test_an_error_in_a_worker_arrives_as_it_is(crew: Crew) -> None:
    with pytest.raises(NotAPage):
        crew.run(refuse, 1)


@pytest.mark.parametrize("task", [die, hang])
def test_a_worker_that_dies_or_hangs_costs_its_task_only(crew: Crew, task: object) -> None:
    with pytest.raises(WorkerLost):
        crew.run(task, 1)  # type: ignore[arg-type]
    assert crew.run(double, 4) == 8
