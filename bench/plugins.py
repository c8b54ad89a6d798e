"""Plugins: how soon new code runs, what swaps leave behind in memory, and many tasks that run in the host at once."""

import json
import shutil
import statistics
import subprocess
import tempfile
import time
from datetime import datetime
from pathlib import Path

NAME = "TestPlugin"
PADDING = 1024 * 1024  # what makes a dependency a large one: bytes behind the image, copied and hashed as any

SWAPPED = """tasks:
  serve: { type: serves, forever: true }
  library: { type: needs-library, forever: true, restart-delay: 10h }
"""
MANY = "tasks:\n" + "".join(f"  serve{i}: {{ type: serves, forever: true }}\n" for i in range(100))


class Plugin:
    """The built test plugin, in versions of its own: a text of the same length in the place of one that it prints."""

    def __init__(self, built, target):
        self.built, self.target = Path(built), Path(target) / NAME
        shutil.copytree(self.built, self.target)

    def variant(self, file, text, by, padding=0):
        """A new version of one of its files, beside the plugin and on the same disk."""
        code = (self.built / file).read_bytes()
        assert text.encode("utf-16-le") in code and len(text) == len(by)
        path = self.target.parent / f".{file}"
        path.write_bytes(code.replace(text.encode("utf-16-le"), by.encode("utf-16-le")) + bytes(padding))
        return path

    def copy(self, host, file, made, line):
        """`cp` of it into the plugin: milliseconds from before that to the line that new code writes."""
        began = time.time()
        subprocess.run(["cp", made, self.target / file], check=True)
        host.wait(lambda: said(host, line), f"'{line}'")
        return (said(host, line)[0] - began) * 1000


def said(host, line):
    """When the lines were written that end so, by the host's own log."""
    lines = host.log.read_text(errors="replace").splitlines()
    return [datetime.fromisoformat(each.split(" ", 1)[0]).timestamp() for each in lines if each.endswith(line)]


def retired(host, program):
    answer = subprocess.run([program, "plugins", "--json", "-c", "bench.yaml"], cwd=host.path, env=host.environment, capture_output=True, check=True)
    return json.loads(answer.stdout)["retired"]


def swaps(start, program, built, count):
    copied, large, resident = [], [], {}
    with start(SWAPPED) as host:
        plugin = Plugin(built, host.path / "plugins")
        host.wait(lambda: said(host, "code one serves"), "the plugin's first task")
        for i in range(11):
            made = plugin.variant("Dependency.dll", "library one", f"library {i:03}", PADDING)
            large.append(plugin.copy(host, "Dependency.dll", made, f"library {i:03}"))
        for i in range(1, count + 1):
            copied.append(plugin.copy(host, f"{NAME}.dll", plugin.variant(f"{NAME}.dll", "code one", f"code {i:03}"), f"code {i:03} serves"))
            if i in (10, count):
                host.wait(lambda: not retired(host, program), "the end of old generations", step=1)
                resident[i] = host.proc("VmRSS") / 1024
        left = len(retired(host, program))
        pinned = host.log.read_text().count("cannot be unloaded")
    return copied, large, resident[count] - resident[10], left + pinned


def many(start, built):
    """Seconds from the start of a host to the first line of the last of 100 tasks, and its threads then."""
    with tempfile.TemporaryDirectory(prefix="ban-bench-") as folder:
        shutil.copytree(built, Path(folder) / NAME)
        with start(MANY, ["--plugins", folder]) as host:
            host.wait(lambda: len(said(host, "code one serves")) == 100, "100 tasks")
            return max(said(host, "code one serves")) - host.started / 1e9, host.proc("Threads")


def rows(start, program, built, count):
    if not Path(built).exists():
        print("plugins are left out: the test plugin is not built (dotnet build tests/TestPlugins/TestPlugin)")
        return []
    copied, large, growth, left = swaps(start, program, built, count)
    up, threads = many(start, built)
    median = statistics.median(copied)
    return [
        ("`cp` of a plugin to its new code running", f"{median:.0f} ms", "600 ms", median < 600),
        ("  the slowest tenth of these", f"{sorted(copied)[-(count // 10)]:.0f} ms", "", None),
        ("  with a dependency of 1 MB", f"{statistics.median(large):.0f} ms", "", None),
        (f"memory over {count} swaps, from the tenth on", f"{growth:.0f} MB", "10 MB", growth < 10),
        ("  old generations left", f"{left}", "0", left == 0),
        ("100 tasks of a plugin, start to the last's line", f"{up:.1f} s", "", None),
        ("  threads then", f"{threads}", "", None),
    ]
