"""What a host costs in a job of Slurm: measured where a cluster answers, such as that of slurm/dev-cluster.sh."""

import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

LIMIT = 60.0  # seconds for anything that is waited for


def answers():
    if not shutil.which("sbatch"):
        return False
    try:
        return subprocess.run(["sinfo", "-h"], capture_output=True, timeout=5).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def run(folder, *command):
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def wait(path, started):
    """Milliseconds from the start to the modification time of a file that comes to be."""
    end = time.monotonic() + LIMIT
    while not path.exists():
        if time.monotonic() > end:
            raise TimeoutError(f"{path} did not come to be")
        time.sleep(0.005)
    return (path.stat().st_mtime_ns - started) / 1e6


def bare(folder, number):
    mark = folder / f"bare{number}"
    started = time.time_ns()
    job = run(folder, "sbatch", "--parsable", "--time=5", "--output=/dev/null", f"--wrap=echo >>{mark}; exec sleep 100").strip()
    return wait(mark, started), job


def hosted(program, folder, number):
    mark = folder / f"hosted{number}"
    config = folder / f"hosted{number}.yaml"
    config.write_text(f"tasks: {{ one: {{ command: 'echo >>{mark}; exec sleep 100', forever: true }} }}\n")
    started = time.time_ns()
    job = run(folder, program, "submit", "-c", str(config), "--state-directory", str(folder / f"state{number}"), "--time", "5").split()[2]
    return wait(mark, started), job


def took(folder, *command):
    began = time.monotonic()
    run(folder, *command)
    return (time.monotonic() - began) * 1000


def rows(program, repeats):
    with tempfile.TemporaryDirectory(prefix="ban-bench-") as name:
        folder = Path(name)
        plain, ours, jobs = [], [], []
        for number in range(repeats):
            for times, (milliseconds, job) in ((plain, bare(folder, number)), (ours, hosted(program, folder, number))):
                times.append(milliseconds)
                jobs.append(job)
        job = jobs[-1]
        step = [took(folder, "srun", f"--jobid={job}", "--overlap", "-N1", "-n1", "true") for _ in range(repeats)]
        status = [took(folder, program, "status", "--job", job) for _ in range(repeats)]
        for job in jobs:
            run(folder, "scancel", job)
        end = time.monotonic() + LIMIT
        while run(folder, "squeue", "-h", "-o", "%A", "-j", ",".join(jobs)).strip() and time.monotonic() < end:
            time.sleep(0.2)
        return [
            ("Slurm: sbatch to the first instruction", f"{statistics.median(plain):.0f} ms", "", None),
            ("Slurm: bansuri submit to a task's first", f"{statistics.median(ours):.0f} ms", "", None),
            ("Slurm: srun --overlap true", f"{statistics.median(step):.0f} ms", "", None),
            ("Slurm: bansuri status from outside", f"{statistics.median(status):.0f} ms", "", None),
        ]
