"""Runs a task class or a module for the host.

    task_runner.py --class MODULE:CLASS       the configuration is in BANSURI_TASK_CONFIG
    task_runner.py --module MODULE [ARG...]

Exit code: what run() returns; 1 after an exception; 253 and 254 when there is no such module or class.
"""

import importlib
import importlib.util
import json
import os
import runpy
import signal
import sys
import traceback

MODULE_MISSING = 253
CLASS_MISSING = 254


def main() -> int:
    # The folder of this file is on the module path already, at its end.
    plugin = sys.path.pop(0)
    kind, name = sys.argv[1:3]
    if kind == "--module":
        return run_module(name, sys.argv[3:])
    raw = json.loads(os.environ.pop("BANSURI_TASK_CONFIG"))
    sys.path.insert(0, plugin)
    from task_base import TaskConfig  # this one, whatever a folder of the task holds under that name

    sys.path.pop(0)
    sys.argv[:] = [name]
    module_name, class_name = name.split(":")
    module = load(module_name)
    task_class = getattr(module, class_name, None)
    if not callable(task_class) or not callable(getattr(task_class, "run", None)):
        fail("module '{}' ({}) has no task class '{}'".format(module_name, getattr(module, "__file__", None), class_name), CLASS_MISSING)
    return run_task(task_class(TaskConfig.from_dict(raw)))


def run_module(name: str, arguments: list) -> int:
    sys.argv[:] = [name] + arguments
    sys.path.insert(0, os.getcwd())  # as with python -m
    try:
        found = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        found = None
    if found is None:
        fail("no module named '{}'".format(name), MODULE_MISSING)
    runpy.run_module(name, run_name="__main__", alter_sys=True)
    return 0


def load(name: str):
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and name.startswith(error.name):
            fail("no module named '{}'; looked in {}".format(error.name, ", ".join(sys.path)), MODULE_MISSING)
        show(error)
        raise SystemExit(MODULE_MISSING) from None


def run_task(task) -> int:
    """Runs the task; SIGTERM calls its stop(), once.

    The handler runs in the main thread, between two steps of run(): so the process cannot end before stop() has returned. With stop()
    in a helper thread it does, and what stop() had still to write is lost.
    """
    asked = []

    def on_term(number, frame):
        if not asked:
            asked.append(number)
            try:
                task.stop()
            except Exception as error:
                show(error)

    signal.signal(signal.SIGTERM, on_term)
    code = task.run()
    if code is None or isinstance(code, bool):
        return 0 if code is not False else 1
    if not isinstance(code, int):
        raise TypeError("run() returned {!r}, expected an exit code".format(code))
    # Negative as subprocess has it for a signal: 128 and the signal's number, as shells have it.
    exit_code = 128 - code if code < 0 else code
    # Of more the kernel would keep the lowest eight bits: 256, which os.system() returns for an exit code of 1, would be a success.
    if exit_code > 255:
        raise ValueError("run() returned {}, expected an exit code from 0 to 255".format(code))
    return exit_code


def fail(message: str, code: int) -> None:
    print("task_runner: " + message, file=sys.stderr, flush=True)
    raise SystemExit(code)


# The files whose frames lead to an author's code. Parts of Python are frozen, or files, by its version.
OWN = {__file__, "<frozen runpy>", "<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>"}
OWN.update(getattr(module, "__file__", None) for module in (runpy, importlib))


def show(error: BaseException) -> None:
    """Prints the exception without the frames of this file and of the import system: authors look for their own code."""
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename in OWN:
        frames = frames.tb_next
    traceback.print_exception(type(error), error, frames)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception as error:
        show(error)
        sys.exit(1)
