"""Output: how fast it is captured, shown and followed, against a C loop in the same run and, where it is there, against supervisord."""

import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import yardstick

MEMORY = "/dev/shm"  # on a disk, the disk would be what is measured
LIMIT = 300.0  # seconds for anything that is waited for
UNLIMITED = "log-max-size: 100GiB"


def folder():
    return tempfile.TemporaryDirectory(prefix="ban-bench-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)


def grown(paths, size):
    """Waits until the files hold `size` bytes together."""
    end = time.monotonic() + LIMIT
    while sum(path.stat().st_size for path in paths if path.exists()) < size:
        if time.monotonic() > end:
            raise SystemExit(f"not within {LIMIT:.0f} s: {size} bytes in {paths[0]}")
        time.sleep(0.005)


class Gate:
    """Holds children back until they are all there: they read from a FIFO first."""

    def __init__(self, where, count=1):
        self.path = Path(where) / "gate"
        self.count = count
        os.mkfifo(self.path)

    def command(self, saying):
        return f"read go <{self.path}; {saying}; exec sleep 100000"

    def open(self):
        """Lets them go, and returns the moment."""
        with open(self.path, "w") as gate:
            time.sleep(0.5)  # for the last ones to have opened it as well
            began = time.monotonic()
            gate.write("go\n" * self.count)
        return began


def say(loop, size):
    return f"{loop} say {size}"


def by_loop(loop, size, mode):
    with folder() as where:
        began = time.monotonic()
        subprocess.run([loop, mode, f"{where}/out", loop, "say", str(size)], check=True)
        return time.monotonic() - began


def by_host(host_of, loop, size, shown):
    """Seconds until the last byte is in the file (and in the host's log), and the host's processor seconds for it."""
    with folder() as where:
        gate, file = Gate(where), Path(where) / "out"
        target = "log" if shown else str(file)
        text = f"tasks:\n  flood: {{ forever: true, command: [sh, -c, '{gate.command(say(loop, size))}'], stdout: {target}, {UNLIMITED} }}\n"
        with host_of(text, ["--state-directory", f"{where}/state"], where) as host:
            host.wait(host.answers, "a host that answers")
            before = host.cpu_seconds()
            began = gate.open()
            grown([Path(where) / "state/logs/flood.log" if shown else file], size)
            if shown:
                grown([host.log], size)
            return time.monotonic() - began, host.cpu_seconds() - before


def by_supervisord(loop, size):
    """Seconds until supervisord has the last byte in the file; None where it is not installed."""
    supervisord = shutil.which("supervisord")
    if supervisord is None:
        return None
    with folder() as where:
        gate, file = Gate(where), Path(where) / "out"
        Path(where, "supervisord.conf").write_text(
            f"[supervisord]\nnodaemon=true\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile={where}/pid\n"
            f"[program:flood]\ncommand=sh -c '{gate.command(say(loop, size))}'\nstdout_logfile={file}\nstdout_logfile_maxbytes=0\n")
        process = subprocess.Popen([supervisord, "-c", f"{where}/supervisord.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            began = gate.open()
            grown([file], size)
            return time.monotonic() - began
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(LIMIT)


class Asking(threading.Thread):
    """Asks for all tasks again and again, and keeps how long each answer took."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path, self.milliseconds, self.enough = path, [], threading.Event()

    def run(self):
        while not self.enough.wait(0.02):
            began = time.monotonic()
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as unix:
                unix.connect(self.path)
                unix.sendall(b"GET /v1/tasks HTTP/1.1\r\nHost: bansuri\r\nConnection: close\r\n\r\n")
                response = http.client.HTTPResponse(unix)
                response.begin()
                response.read()
            self.milliseconds.append((time.monotonic() - began) * 1000)

    def end(self):
        self.enough.set()
        self.join()
        return self.milliseconds


def many_by_loop(loop, count, size):
    with folder() as where:
        began = time.monotonic()
        subprocess.run([loop, "many", str(count), where, loop, "say", str(size)], check=True)
        return time.monotonic() - began


def many_by_host(host_of, loop, count, size):
    """Seconds until all bytes of `count` tasks are in their files, growth of resident memory in MB, and the slowest answer in ms."""
    with folder() as where:
        gate = Gate(where, count)
        files = [Path(where) / f"out{i}" for i in range(count)]
        text = "tasks:\n" + "".join(
            f"  task{i}: {{ forever: true, command: [sh, -c, '{gate.command(say(loop, size))}'], stdout: {file}, {UNLIMITED} }}\n" for i, file in enumerate(files))
        with host_of(text, ["--state-directory", f"{where}/state"], where) as host:
            host.wait(host.answers, "a host that answers")
            asking = Asking(host.socket())
            asking.start()
            time.sleep(5)  # the wake of the start, and of the first answers
            asking.milliseconds.clear()
            before = host.proc("VmRSS")
            began = gate.open()
            grown(files, count * size)
            took = time.monotonic() - began
            return took, (host.proc("VmHWM") - before) / 1024, max(asking.end())


def followed(host_of, program, clients, seconds):
    """Lines a second that `clients` of `bansuri logs -f` get of one task that writes as fast as it can, all together."""
    with folder() as where:
        text = f"tasks:\n  flood: {{ forever: true, command: [sh, -c, 'yes $(printf %0100d 0)'], stdout: {where}/out, log-max-size: 50MiB, log-keep: 1 }}\n"
        with host_of(text, ["--state-directory", f"{where}/state"], where) as host:
            host.wait(host.answers, "a host that answers")
            outs = [open(f"{where}/client{i}", "wb") for i in range(clients)]
            readers = [subprocess.Popen([program, "logs", "-f", "flood", "--socket", host.socket()], stdout=out, stderr=subprocess.DEVNULL) for out in outs]
            try:
                host.wait(lambda: all(os.fstat(out.fileno()).st_size > 0 for out in outs), "ten clients that read")
                before = [os.fstat(out.fileno()).st_size for out in outs]
                time.sleep(seconds)
                after = [os.fstat(out.fileno()).st_size for out in outs]
            finally:
                for reader in readers:
                    reader.kill()
                    reader.wait()
            sample = Path(where, "client0").read_bytes()[:1 << 20]
            per_line = len(sample) / sample.count(b"\n")
            return sum(b - a for a, b in zip(before, after)) / per_line / seconds


def rows(host_of, program, megabytes=1000, each=10, clients=10):
    """The table's rows: name, measured, target, whether it is met (None: no target)."""
    size, found = megabytes * 1_000_000, []
    with tempfile.TemporaryDirectory(prefix="ban-bench-") as tools:
        loop = yardstick.compiled("capture.c", tools)
        if loop is None:
            return [("output: left out, as there is no C compiler", "", "", None)]

        kept, used = middle(lambda: by_host(host_of, loop, size, shown=False))
        ideal = statistics.median(by_loop(loop, size, "keep") for _ in range(3))
        supervisord = by_supervisord(loop, size) and statistics.median(by_supervisord(loop, size) for _ in range(3))
        found += [
            (f"{megabytes} MB of lines into a file", f"{megabytes / kept:.0f} MB/s", "", None),
            ("  against the C loop", f"{ideal / kept:.0%}", "70 %", ideal / kept >= 0.7),
            ("  against supervisord", f"{supervisord / kept:.2f} x" if supervisord else "left out", "1 x", kept < supervisord if supervisord else None),
            ("  processor time of the host", f"{used * 1000 / megabytes:.2f} s/GB", "2 s", used * 1000 / megabytes < 2)]

        shown, used = middle(lambda: by_host(host_of, loop, size, shown=True))
        ideal = statistics.median(by_loop(loop, size, "show") for _ in range(3))
        found += [
            ("the same, shown in the host's log as well", f"{megabytes / shown:.0f} MB/s", "", None),
            ("  against the C loop", f"{ideal / shown:.0%}", "40 %", ideal / shown >= 0.4),
            ("  processor time of the host", f"{used * 1000 / megabytes:.2f} s/GB", "", None)]

        took, memory, slowest = many_by_host(host_of, loop, 100, each * 1_000_000)
        ideal = many_by_loop(loop, 100, each * 1_000_000)
        found += [
            (f"100 tasks of {each} MB at once, against the C loop", f"{ideal / took:.0%}", "50 %", ideal / took >= 0.5),
            ("  growth of memory", f"{memory:.0f} MB", "32 MB", memory < 32),
            ("  slowest answer meanwhile", f"{slowest:.0f} ms", "100 ms", slowest < 100)]

        lines = followed(host_of, program, clients, 5)
        found += [(f"lines to {clients} `logs -f`, together", f"{lines:,.0f} /s", "200,000 /s", lines >= 200_000)]
    return found


def middle(measure):
    """The median run of three."""
    return sorted(measure() for _ in range(3))[1]
