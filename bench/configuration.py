"""Large configurations: how long they take to read, to compare and to watch, and what they need of memory."""

import json
import os
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path


def entry(i, argument="1000"):
    return {"name": f"task{i}", "command": ["sleep", argument], "forever": True, "enabled": False,
            "environment": {"N": str(i), "LANG": "C"}, "times": 3, "restart-delay": "2s"}


def as_yaml(entries):
    lines = ["tasks:"]
    for each in entries:
        lines.append(f"  - name: {each['name']}")
        lines += [f"    {key}: {json.dumps(value)}" for key, value in each.items() if key != "name"]
    return "\n".join(lines) + "\n"


def validated(program, path):
    """Wall seconds and peak resident MB of `bansuri validate`."""
    began = time.monotonic()
    process = subprocess.Popen([program, "validate", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{path} is not valid: exit {process.returncode}")
    return time.monotonic() - began, usage.ru_maxrss / 1024


def reading(program, count, repeats):
    """What `count` entries take beyond one entry: by form, the median seconds and MB."""
    with tempfile.TemporaryDirectory(prefix="ban-bench-") as folder:
        folder = Path(folder)
        entries = [entry(i) for i in range(count)]
        (folder / "one.yaml").write_text(as_yaml(entries[:1]))
        (folder / "many.yaml").write_text(as_yaml(entries))
        (folder / "many.json").write_text(json.dumps({"tasks": entries}))
        runs = {name: [] for name in ("one.yaml", "many.yaml", "many.json")}
        for _ in range(repeats):
            for name, figures in runs.items():
                figures.append(validated(program, folder / name))
        seconds, memory = ({name: statistics.median(each[i] for each in figures) for name, figures in runs.items()} for i in (0, 1))
        return {name[5:]: (seconds[name] - seconds["one.yaml"], memory[name] - memory["one.yaml"]) for name in ("many.yaml", "many.json")}


def planning(host_of, count, repeats):
    """Median milliseconds of comparing `count` tasks with those in force after an edit of one: the host's own word, in its log."""
    entries = [entry(i) for i in range(count)]
    with host_of(as_yaml(entries), ["--log-level", "debug"]) as host:
        host.wait(host.answers, "a host that answers")
        log = host.path / "host.log"

        def compared():
            return [float(each) for each in re.findall(r"compared \d+ tasks with those in force in ([0-9.]+) ms", log.read_text())]

        for edit in range(repeats):
            before = len(compared())
            entries[count // 2] = entry(count // 2, str(2000 + edit))
            host.save(as_yaml(entries))
            host.wait(lambda: len(compared()) > before, "a comparison", step=0.02)
        return statistics.median(compared())


def watching(host_of, files, seconds):
    """Milliseconds of CPU for one look at `files` included files: a second of looks apart against an hour apart."""
    used = {}
    for interval in ("1s", "1h"):
        with host_of(f"host: {{check-interval: {interval}}}\ninclude: conf.d/*.yaml\ntasks: []\n", [],
                     {f"conf.d/{i:04}.yaml": as_yaml([entry(i)]) for i in range(files)}) as host:
            host.wait(host.answers, "a host that answers")
            time.sleep(5)  # the wake of the start
            before, began = host.cpu_seconds(), time.monotonic()
            time.sleep(seconds)
            used[interval] = (host.cpu_seconds() - before) / (time.monotonic() - began)
    return max(0.0, used["1s"] - used["1h"]) * 1000
