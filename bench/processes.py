"""Processes: how fast they are started, restarted and stopped, against a C loop in the same run and, where it is there, against supervisord."""

import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import yardstick

OLD = 20.0  # seconds after which a host has given back what its start has used
LIMIT = 120.0  # seconds for anything that is waited for


class Marks:
    """The file that each child appends its pid and the time of its first instruction to (see loop.c)."""

    def __init__(self, path):
        self.path = Path(path)

    def all(self):
        if not self.path.exists():
            return []
        return [tuple(map(int, line.split())) for line in self.path.read_text().splitlines(keepends=True) if line.endswith("\n")]

    def wait(self, count):
        """The first `count` marks, once they are there."""
        end = time.monotonic() + LIMIT
        while len(marks := self.all()) < count:
            if time.monotonic() > end:
                raise SystemExit(f"not within {LIMIT:.0f} s: {count} marks in {self.path}, only {len(marks)}")
            time.sleep(0.002)
        return marks


class Loop:
    """The C loop with `count` children that leave marks."""

    def __init__(self, loop, count):
        self.folder = tempfile.TemporaryDirectory(prefix="ban-bench-")
        self.marks = Marks(Path(self.folder.name) / "marks")
        self.started = time.monotonic_ns()
        self.process = subprocess.Popen([loop, "forever", str(count), loop, "mark", str(self.marks.path)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def stop(self):
        """Milliseconds from SIGTERM until all children are reaped."""
        output, _ = self.process.communicate("", LIMIT)
        return float(output.split()[1])

    def __exit__(self, *_):
        if self.process.returncode is None:
            self.stop()
        self.folder.cleanup()


class Supervisord:
    """Debian's supervisord with the same children."""

    def __init__(self, loop, count):
        self.folder = tempfile.TemporaryDirectory(prefix="ban-bench-")
        path = Path(self.folder.name)
        self.marks = Marks(path / "marks")
        (path / "supervisord.conf").write_text(
            f"[supervisord]\nnodaemon=true\nlogfile={path}/log\npidfile={path}/pid\nchildlogdir={path}\nminfds=8192\nminprocs=4096\n"
            f"[program:mark]\ncommand={loop} mark {self.marks.path}\nprocess_name=%(process_num)d\nnumprocs={count}\n"
            "autorestart=true\nstartsecs=0\nstartretries=1000000\nredirect_stderr=true\n")
        self.started = time.monotonic_ns()
        self.process = subprocess.Popen(["supervisord", "-c", str(path / "supervisord.conf")],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def stop(self):
        """Milliseconds from SIGTERM to its end."""
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(LIMIT)
        return (time.monotonic() - began) * 1000

    def __exit__(self, *_):
        if self.process.returncode is None:
            self.stop()
        self.folder.cleanup()


def forever(loop, marks, count):
    lines = ["host: { grace-period: 5s }", "defaults: { forever: true, restart-delay: 0s, restart-delay-max: 0s }", "tasks:"]
    lines += [f"  task{i}: {{ command: ['{loop}', mark, '{marks}'] }}" for i in range(count)]
    return "\n".join(lines) + "\n"


def restarts(marks, count, repeats):
    """Milliseconds from each `kill -9` of one child to the first instruction of its successor, in order of size."""
    alive = [pid for pid, _ in marks.wait(count)]
    time.sleep(2)  # the wake of the start
    latencies = []
    for i in range(repeats):
        victim = alive[i % count]
        before = time.monotonic_ns()
        os.kill(victim, signal.SIGKILL)
        pid, began = marks.wait(count + i + 1)[-1]
        latencies.append((began - before) / 1e6)
        alive[i % count] = pid
        time.sleep(0.02)
    return sorted(latencies)


def median_and_p99(latencies):
    return statistics.median(latencies), latencies[min(len(latencies) - 1, int(len(latencies) * 0.99))]


def all_up(started, marks, count):
    """Seconds from the start of whoever starts them to the first instruction of the last of the children."""
    return (max(began for _, began in marks.wait(count)) - started) / 1e9


def rate(command, total):
    """Children per second of a command that runs `total` of them and prints `seconds S`."""
    output = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True, timeout=LIMIT).stdout
    return total / float(output.split()[1])


class Rows(list):
    """Lines of the table: name, measured, target, and whether it is met (None where there is no target)."""

    def ratio(self, name, ours, theirs, target, unit):
        """`ours` at most `target` times `theirs`."""
        self.append((name, f"{ours / theirs:.2f} x", f"{target} x", ours <= target * theirs))
        self.append((f"  ours, the C loop's, in {unit}", f"{ours:.2f}, {theirs:.2f}", "", None))


def measured(host_of, options, start_to_ready):
    """The rows of the processes. `host_of(text)` is a host with that configuration, `start_to_ready` in milliseconds."""
    rows = Rows()
    with tempfile.TemporaryDirectory(prefix="ban-bench-") as folder:
        loop = yardstick.compiled("loop.c", folder)
        if loop is None:
            return [("restart, spawn, 1000 up against a C loop: no cc, no gcc", "left out", "", None)]
        restarting(rows, host_of, loop, options.restarts)
        spawning(rows, loop, options.engine, options.short)
        thousand(rows, host_of, loop, options.tasks, options.watch, start_to_ready)
    return rows


def host_with(host_of, loop, count):
    folder = tempfile.TemporaryDirectory(prefix="ban-bench-")
    marks = Marks(Path(folder.name) / "marks")
    return folder, marks, host_of(forever(loop, marks.path, count))


def restarting(rows, host_of, loop, repeats):
    """In turns, so that whatever else the machine does meets them all."""
    others = 100
    ours, theirs, supervisord = [], [], []
    for _ in range(2):
        with Loop(loop, others + 1) as rival:
            theirs += restarts(rival.marks, others + 1, repeats // 2)
        folder, marks, host = host_with(host_of, loop, others + 1)
        with folder, host:
            ours += restarts(marks, others + 1, repeats // 2)
        if shutil.which("supervisord"):
            with Supervisord(loop, others + 1) as rival:
                supervisord += restarts(rival.marks, others + 1, repeats // 10)
    (our_median, our_p99), (median, p99) = median_and_p99(sorted(ours)), median_and_p99(sorted(theirs))
    rows.ratio("restart: kill -9 to the next main, median", our_median, median, 2, "ms")
    rows.ratio("  99th percentile", our_p99, p99, 2, "ms")
    if supervisord:
        rows.append(("  supervisord, median, in ms", f"{statistics.median(supervisord):.1f}", "", None))
    else:
        rows.append(("  supervisord: not installed", "left out", "", None))


def spawning(rows, loop, engine, total):
    for parallel in (1, 8):
        pairs = [(rate([loop, "short", str(total), str(parallel), "/bin/true"], total),
                  rate([engine, str(total), str(parallel), "/bin/true"], total // parallel * parallel)) for _ in range(3)]
        theirs, ours = (statistics.median(column) for column in zip(*pairs))
        rows.append((f"spawn and exit through the engine, {parallel} at a time", f"{ours / theirs:.0%}", "70 %", ours >= 0.7 * theirs))
        rows.append(("  ours, the C loop's, a second", f"{ours:.0f}, {theirs:.0f}", "", None))


def thousand(rows, host_of, loop, count, watch, start_to_ready):
    with host_of("tasks: []\n") as empty:
        empty.wait(empty.answers, "a host that answers")
        time.sleep(OLD)
        memory, threads = empty.proc("VmRSS") / 1024, empty.proc("Threads")
    with Loop(loop, count) as rival:
        theirs = all_up(rival.started, rival.marks, count)
        their_stop = rival.stop()
    folder, marks, host = host_with(host_of, loop, count)
    with folder, host:
        began = time.monotonic_ns() - (time.time_ns() - host.started)
        ours = all_up(began, marks, count)
        rows.append((f"{count} forever tasks until all run", f"{ours:.2f} s", f"{1.5 * theirs + start_to_ready / 1000:.2f} s", ours <= 1.5 * theirs + start_to_ready / 1000))
        rows.append(("  the C loop's, the host's start, in s", f"{theirs:.2f}, {start_to_ready / 1000:.2f}", "", None))
        host.wait(host.answers, "a host that answers")
        time.sleep(OLD)
        before = host.cpu_seconds()
        time.sleep(watch)
        cpu = (host.cpu_seconds() - before) * 60 / watch
        more, new_threads = host.proc("VmRSS") / 1024 - memory, host.proc("Threads") - threads
        rows.append((f"{count} idle tasks: memory over the empty host", f"{more:.0f} MB", "10 MB", more < 10))
        rows.append(("  threads over it, for all of them", f"{new_threads}", "32", new_threads < 32))
        rows.append(("  processor time in 60 s", f"{cpu:.2f} s", "0.1 s", cpu < 0.1))
        pids = [pid for pid, _ in marks.all()]
        began = time.monotonic()
        host.process.send_signal(signal.SIGTERM)
        host.process.wait(LIMIT)
        seconds, left = time.monotonic() - began, sum(Path(f"/proc/{pid}").exists() for pid in pids)
        rows.append((f"stop of {count} well-behaved tasks, with the host", f"{seconds:.2f} s", "3 s", seconds < 3 and left == 0))
        rows.append(("  left over; the C loop's stop", f"{left}; {their_stop / 1000:.2f} s", "0", left == 0))
