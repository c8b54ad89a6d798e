#!/usr/bin/env python3
"""Measures the published program from outside and prints a table; bench/README.md has the method. Writes nothing that stays."""

import argparse
import http.client
import os
import signal
import socket
import stat
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import configuration
import output
import plugins
import processes
import slurm_jobs

LIMIT = 120.0  # seconds for anything that is waited for


class Host:
    """A host of its own: folder, runtime directory, process."""

    def __init__(self, program, text, options=(), files=(), within=None):
        self.folder = tempfile.TemporaryDirectory(prefix="ban-bench-", dir=within)
        self.path = Path(self.folder.name)
        self.runtime = self.path / "run"
        self.runtime.mkdir(mode=0o700)
        self.save(text)
        for name, content in dict(files).items():
            (self.path / name).parent.mkdir(exist_ok=True)
            (self.path / name).write_text(content)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("BANSURI_", "SLURM_"))}
        environment["XDG_RUNTIME_DIR"] = str(self.runtime)
        self.log = self.path / "host.log"
        self.environment = environment
        with open(self.log, "wb") as log:
            self.started = time.time_ns()
            self.process = subprocess.Popen(
                [program, "run", "-c", "bench.yaml", *options],
                cwd=self.path, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()

    def save(self, text):
        """As a careful editor does: aside, then renamed. Returns the moment of the rename."""
        aside = self.path / "bench.yaml.tmp"
        aside.write_text(text)
        moment = time.time_ns()
        aside.rename(self.path / "bench.yaml")
        return moment

    def wait(self, condition, what, step=0.005):
        end = time.monotonic() + LIMIT
        while not condition():
            if self.process.poll() is not None:
                sys.exit(f"the host ended with {self.process.returncode}:\n{self.log.read_text()}")
            if time.monotonic() > end:
                sys.exit(f"not within {LIMIT:.0f} s: {what}\n{self.log.read_text()[-4000:]}")
            time.sleep(step)

    def sockets(self):
        # By name: files of the host beside it come and go meanwhile.
        return [path for path in self.runtime.glob("bansuri/*/*.sock") if stat.S_ISSOCK(path.lstat().st_mode)]

    def socket(self):
        return str(self.sockets()[0])

    def answers(self):
        for path in self.sockets():
            try:
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as unix:
                    unix.settimeout(5)
                    unix.connect(str(path))
                    unix.sendall(b"GET /healthz HTTP/1.1\r\nHost: bansuri\r\nConnection: close\r\n\r\n")
                    response = http.client.HTTPResponse(unix)
                    response.begin()
                    return response.status == 200
            except OSError:
                pass
        return False

    def proc(self, name):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        raise KeyError(name)

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# The task's first instruction is a byte in a file, whose time says when; then it costs nothing.
def task(mark):
    return f"echo >>{mark}; exec sleep 100000"


def forever(tasks):
    lines = ["host: { grace-period: 5s }", "tasks:"]
    lines += [f"  {name}: {{ forever: true, command: [sh, -c, '{command}'] }}" for name, command in tasks.items()]
    return "\n".join(lines) + "\n"


def runtime_alone(program, repeats):
    """What every command pays: the runtime and the command line. Median milliseconds of `bansuri version`."""
    took = []
    for _ in range(repeats):
        began = time.monotonic()
        subprocess.run([program, "version"], stdout=subprocess.DEVNULL, check=True)
        took.append((time.monotonic() - began) * 1000)
    return statistics.median(took)


def start_to_ready(program, repeats):
    ready, first, processor = [], [], []
    for _ in range(repeats):
        with Host(program, forever({"one": task("first")})) as host:
            host.wait(host.answers, "a host that answers", step=0.001)
            ready.append((time.time_ns() - host.started) / 1e6)
            processor.append(host.cpu_seconds() * 1000)
            mark = host.path / "first"
            host.wait(mark.exists, "the first task")
            first.append((mark.stat().st_mtime_ns - host.started) / 1e6)
    return statistics.median(ready), statistics.median(first), statistics.median(processor)


def many(program, count, idle, repeats):
    tasks = {f"task{i}": task("up") for i in range(count)}
    with Host(program, forever(tasks)) as host:
        up = host.path / "up"
        host.wait(lambda: up.exists() and up.stat().st_size >= count, "all tasks")
        all_up = (time.time_ns() - host.started) / 1e9
        time.sleep(5)  # the wake of the start: timers, tiered compilation
        before, began = host.cpu_seconds(), time.monotonic()
        time.sleep(idle)
        cpu = (host.cpu_seconds() - before) / (time.monotonic() - began) * 100
        resident, threads = host.proc("VmRSS") / 1024, host.proc("Threads")
        reloads = []
        for i in range(repeats):
            mark = host.path / f"added{i}"
            tasks[f"added{i}"] = task(mark.name)
            saved = host.save(forever(tasks))
            host.wait(mark.exists, "the added task")
            reloads.append((mark.stat().st_mtime_ns - saved) / 1e6)
    return all_up, resident, threads, cpu, reloads


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--idle", type=float, default=30.0, help="seconds over which the idle host is watched")
    parser.add_argument("--entries", type=int, default=10000, help="tasks of the large configuration")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--engine", required=True, help="the engine alone: Bansuri.Bench")
    parser.add_argument("--restarts", type=int, default=400, help="children that are killed")
    parser.add_argument("--short", type=int, default=2000, help="short tasks that are run")
    parser.add_argument("--watch", type=float, default=60.0, help="seconds over which the processor time of idle tasks is counted")
    parser.add_argument("--plugin", help="the built TestPlugin: a folder")
    parser.add_argument("--swaps", type=int, default=300, help="swaps of a plugin over which memory is watched")
    parser.add_argument("--only", choices=["processes", "output", "plugins"], help="measure these alone")
    options = parser.parse_args()
    options.program = str(Path(options.program).resolve())

    ready, first, processor = start_to_ready(options.program, options.repeats) if options.only != "plugins" else (0, 0, 0)
    rows = []
    if options.only is None:
        rows += of_the_host(options, ready, first, processor)
    if options.only in (None, "output"):
        rows += output.rows(lambda text, flags, within: Host(options.program, text, flags, within=within), options.program)
    if options.only in (None, "processes"):
        rows += processes.measured(lambda text: Host(options.program, text), options, ready)
    if options.only in (None, "plugins") and options.plugin:
        rows += plugins.rows(lambda text, flags=(): Host(options.program, text, flags), options.program, options.plugin, options.swaps)
    if options.only is None and slurm_jobs.answers():
        rows += slurm_jobs.rows(options.program, options.repeats)
    print(f"{'':47}{'measured':>16}{'target':>10}")
    for name, measured, target, met in rows:
        print(f"{name:47}{measured:>16}{target:>10}{'' if met is None else '  ok' if met else '  MISSED'}")
    return 0 if all(met is not False for *_, met in rows) else 1


def of_the_host(options, ready, first, processor):
    runtime = runtime_alone(options.program, options.repeats)
    all_up, resident, threads, cpu, reloads = many(options.program, options.tasks, options.idle, options.repeats)
    read = configuration.reading(options.program, options.entries, 3)
    planned = configuration.planning(lambda *host: Host(options.program, *host), options.entries, 5)
    look = configuration.watching(lambda *host: Host(options.program, *host), 1000, options.idle / 2)
    return [
        ("`bansuri version`: what every command pays", f"{runtime:.0f} ms", "", None),
        ("start to ready (it answers)", f"{ready:.0f} ms", "300 ms", ready <= 300),
        ("  processor time of that", f"{processor:.0f} ms", "", None),
        ("start to a task's first instruction", f"{first:.0f} ms", "", None),
        (f"{options.tasks} tasks up", f"{all_up:.1f} s", "10 s", all_up <= 10),
        (f"resident with {options.tasks}", f"{resident:.0f} MB", "", None),
        (f"threads with {options.tasks}", f"{threads}", "", None),
        (f"idle over {options.idle:.0f} s, of a core", f"{cpu:.2f} %", "1 %", cpu < 1),
        ("one task added: save to its first instruction", f"{statistics.median(reloads):.0f} ms", "500 ms", statistics.median(reloads) < 500),
        ("  the slowest of these", f"{max(reloads):.0f} ms", "", None),
        *((f"{options.entries} tasks read and validated, {form}", f"{seconds:.2f} s", "1 s", seconds < 1) for form, (seconds, _) in read.items()),
        *((f"  memory beyond that of one task, {form}", f"{memory:.0f} MB", "100 MB", memory < 100) for form, (_, memory) in read.items()),
        (f"one change among {options.entries} tasks planned", f"{planned:.0f} ms", "50 ms", planned < 50),
        ("one look at 1000 included files", f"{look:.0f} ms CPU", "", None),
        ("  of a core, at a look every 30 s", f"{look / 300:.2f} %", "", None),
    ]


if __name__ == "__main__":
    sys.exit(main())
