"""The supervisor on real processes: restarts, order, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from services.stack.oneshot import give_up_after
from services.stack.supervisor import Service, Supervisor
from wirecopy.errors import SetupError

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
# A process with a child of its own, like a worker with its pool.
WITH_CHILD = [
    sys.executable,
    "-c",
    "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']).wait()",
]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)",
]


def supervise(tmp_path: Path, *services: Service) -> Supervisor:
    return Supervisor(services, logs=tmp_path / "logs", environment=os.environ)


def wait_for(condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return value


def test_a_crashed_service_is_started_again(tmp_path):
    supervisor = supervise(tmp_path, Service("sleeper", SLEEP))
    supervisor.start()
    try:
        first = supervisor.pids()["sleeper"]
        os.kill(first, signal.SIGKILL)
        news = wait_for(supervisor.check)
        assert news == [
            f"sleeper ended (signal SIGKILL); starting it again in 0.2 s (log: {tmp_path / 'logs' / 'sleeper.log'})"
        ]
        wait_for(supervisor.check)
        assert supervisor.pids()["sleeper"] != first
        assert psutil.pid_exists(supervisor.pids()["sleeper"])
    finally:
        supervisor.stop()


def test_stopping_leaves_no_process_behind_not_even_a_childs_child(tmp_path):
    supervisor = supervise(tmp_path, Service("parent", WITH_CHILD), Service("sleeper", SLEEP))
    supervisor.start()
    parent = psutil.Process(supervisor.pids()["parent"])
    children = wait_for(parent.children)
    supervisor.stop()
    wait_for(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children))
    assert not parent.is_running()


def test_a_crash_takes_the_services_own_children_with_it(tmp_path):
    supervisor = supervise(tmp_path, Service("parent", WITH_CHILD))
    supervisor.start()
    try:
        parent = psutil.Process(supervisor.pids()["parent"])
        children = wait_for(parent.children)
        parent.kill()
        wait_for(supervisor.check)
        wait_for(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children))
    finally:
        supervisor.stop()


def test_a_service_that_does_not_listen_is_killed_in_the_end(tmp_path):
    supervisor = supervise(tmp_path, Service("deaf", DEAF, stop_seconds=0.5))
    supervisor.start()
    wait_for(lambda: "deaf" in supervisor.log_tail("deaf"))
    process = psutil.Process(supervisor.pids()["deaf"])
    supervisor.stop()
    assert not process.is_running()


def test_services_start_in_order_and_the_first_is_ready_before_the_second_starts(tmp_path):
    marker = tmp_path / "ready"

    def ready():
        time.sleep(0.2)
        marker.touch()

    second = [
        sys.executable,
        "-c",
        f"import os; print(os.path.exists({str(marker)!r}), flush=True); import time; time.sleep(600)",
    ]
    supervisor = supervise(tmp_path, Service("first", SLEEP, after_start=ready), Service("second", second))
    supervisor.start()
    try:
        wait_for(lambda: supervisor.log_tail("second") == "True" or None)
    finally:
        supervisor.stop()


def test_when_one_does_not_come_up_those_before_it_are_stopped(tmp_path):
    def never():
        raise SetupError("not today")

    supervisor = supervise(tmp_path, Service("first", SLEEP), Service("second", SLEEP, after_start=never))
    before = set(psutil.Process().children())
    with pytest.raises(SetupError, match="not today"):
        supervisor.start()
    assert {child for child in psutil.Process().children() if child.is_running()} <= before


def test_a_service_that_keeps_crashing_ends_the_run_with_its_log(tmp_path):
    supervisor = supervise(tmp_path, Service("broken", [sys.executable, "-c", "raise SystemExit('no such table')"]))
    supervisor.start()
    try:
        wait_for(lambda: supervisor.check() and supervisor.crashes()["broken"] >= 3)
        with pytest.raises(SetupError, match=r"broken crashed 3 times in a row.*\n.*no such table"):
            give_up_after(supervisor.crashes(), supervisor.log_tail, most=3)
    finally:
        supervisor.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_a_killed_supervisor_takes_its_services_with_it(tmp_path):
    script = (
        "import os, sys, time; from pathlib import Path\n"
        "from services.stack.supervisor import Service, Supervisor\n"
        f"s = Supervisor([Service('sleeper', {SLEEP!r})], logs=Path({str(tmp_path)!r}), environment=os.environ)\n"
        "s.start(); print(s.pids()['sleeper'], flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as outer:
        assert outer.stdout
        sleeper = psutil.Process(int(outer.stdout.readline()))
        outer.kill()
        wait_for(lambda: not sleeper.is_running() or sleeper.status() == psutil.STATUS_ZOMBIE)
