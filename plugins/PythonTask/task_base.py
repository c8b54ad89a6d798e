"""What a task is configured with, and what a task in Python is.

    from task_base import AbstractTask, TaskConfig

``TaskConfig.from_dict`` makes a configuration from a dictionary with the keys of
docs/configuration.md, flat or in sections, kebab-case or snake_case. Durations are
``datetime.timedelta``. Runs with Python 3.8 and later, inside the host and without it.
"""

import os
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any, Dict, List, Optional, Union

__all__ = ["AbstractTask", "TaskConfig", "TaskConfigError"]


class TaskConfigError(ValueError):
    """Says everything that is wrong with a dictionary; ``problems`` has a sentence for each."""

    def __init__(self, problems: List[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


# Readers: each takes what was written and returns the value, or raises ValueError with what is allowed.

_UNITS = re.compile(
    r"(?=\d)(?:(?P<days>[\d.]+)\s*d)?\s*(?:(?P<hours>[\d.]+)\s*h)?\s*(?:(?P<minutes>[\d.]+)\s*m(?:in)?)?"
    r"\s*(?:(?P<seconds>[\d.]+)\s*s)?\s*(?:(?P<milliseconds>\d+)\s*ms)?"
)
_ISO = re.compile(
    r"P(?=[\dT])(?:(?P<days>[\d.]+)D)?(?:T(?=\d)(?:(?P<hours>[\d.]+)H)?(?:(?P<minutes>[\d.]+)M)?(?:(?P<seconds>[\d.]+)S)?)?"
)
_SLURM = re.compile(r"(?:(?P<days>\d+)-)?(?P<hours>\d{1,3}):(?P<minutes>[0-5]?\d):(?P<seconds>[0-5]?\d)")
_SIZE = re.compile(r"([\d.]+)\s*(?:([kKMGTP])(i?B)?|B)?")


def _duration(value: Any) -> timedelta:
    if isinstance(value, timedelta):
        return value
    try:
        return timedelta(seconds=float(value))
    except (TypeError, ValueError):
        pass
    for form in (_UNITS, _ISO, _SLURM):
        match = form.fullmatch(str(value).strip())
        if match:
            return timedelta(**{unit: float(amount) for unit, amount in match.groupdict().items() if amount})
    raise ValueError("expected a duration such as '90s', '10m', '1h30m' or '2d'")


def _duration_or_none(value: Any) -> Optional[timedelta]:
    return None if value == "none" else _duration(value) or None


def _size(value: Any) -> int:
    match = _SIZE.fullmatch(str(value).strip())
    if not match:
        raise ValueError("expected a size such as '512MiB', '4G' or '100kB'")
    number, prefix, suffix = match.groups()
    power = "KMGTP".index(prefix.upper()) + 1 if prefix else 0
    return int(float(number) * (1000 if suffix == "B" else 1024) ** power)


def _whole(value: Any) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise ValueError("expected a whole number") from None


def _count(value: Any) -> Optional[int]:
    return None if value == "unlimited" else _whole(value) or None


def _flag(value: Any) -> bool:
    known = {"true": True, "false": False}
    if str(value).lower() not in known:
        raise ValueError("expected true or false")
    return known[str(value).lower()]


def _text(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        raise ValueError("expected a text")
    return str(value)


def _path(value: Any) -> str:
    return os.path.abspath(os.path.expanduser(_text(value)))


def _command(value: Any) -> Union[str, List[str]]:
    return [str(word) for word in value] if isinstance(value, (list, tuple)) else _text(value)


def _list(value: Any) -> List[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _paths(value: Any) -> List[str]:
    return [_path(each) for each in _list(value)]


def _mapping(value: Any) -> Dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("expected a mapping")
    return dict(value)


def _any(value: Any) -> Any:
    return value


def _key(read: Any, default: Any = None, *aliases: str) -> Any:
    metadata = {"read": read, "aliases": aliases}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass
class Identification:
    """What the task is: its name, type and command."""

    name: str = _key(_text, "")
    description: Optional[str] = _key(_text)
    tags: List[str] = _key(_list, list)
    type: str = _key(_text, "shell")
    command: Union[str, List[str], None] = _key(_command)
    with_: Dict[str, Any] = _key(_mapping, dict, "with")
    working_directory: str = _key(_path, os.getcwd, "where", "cwd")
    user: Optional[str] = _key(_text)
    group: Optional[str] = _key(_text)
    enabled: bool = _key(_flag, True)


@dataclass
class Scheduling:
    """When the task runs, and for how long."""

    forever: bool = _key(_flag, False)
    schedule_cron: Optional[str] = _key(_text)
    cron_dialect: str = _key(_text, "vixie")
    timezone: Optional[str] = _key(_text)
    timer: Optional[timedelta] = _key(_duration_or_none)
    timeout: Optional[timedelta] = _key(_duration_or_none)
    start_delay: timedelta = _key(_duration, timedelta())
    jitter: timedelta = _key(_duration, timedelta())
    overlap: str = _key(_text, "skip")
    missed: str = _key(_text, "skip")
    missed_max: int = _key(_whole, 10)
    missed_within: timedelta = _key(_duration, timedelta(hours=24))
    max_runs: Optional[int] = _key(_count)
    needs: timedelta = _key(_duration, timedelta())
    on_walltime: Optional[Dict[str, Any]] = _key(_mapping)

    @property
    def is_periodic(self) -> bool:
        """Whether a schedule starts the task again and again: a cron expression or a timer."""
        return self.schedule_cron is not None or self.timer is not None


@dataclass
class FailureControl:
    """What counts as a failure, what follows from it, and how the task is stopped."""

    times: Optional[int] = _key(_count, 1, "max_attempts")
    on_fail: str = _key(_text, "stop")
    restart_delay: timedelta = _key(_duration, timedelta(seconds=1))
    restart_delay_max: timedelta = _key(_duration, timedelta(minutes=5))
    backoff: str = _key(_text, "exponential")
    backoff_jitter: bool = _key(_flag, True)
    healthy_after: timedelta = _key(_duration, timedelta(seconds=60))
    success_codes: List[int] = _key(_list, lambda: [0])
    fatal_codes: List[int] = _key(_list, lambda: [126, 127])
    depends_on: List[Any] = _key(_list, list)
    essential: bool = _key(_flag, False)
    stop_signal: Union[str, int] = _key(_any, "TERM")
    grace_period: timedelta = _key(_duration, timedelta(seconds=120), "watchdog_timeout")
    ready: Optional[Dict[str, Any]] = _key(_mapping)
    alive: Optional[Dict[str, Any]] = _key(_mapping)
    on_change: Any = _key(_any, "auto")
    isolation: str = _key(_text, "none")
    on_host_crash: str = _key(_text, "stop")
    timeout_start: timedelta = _key(_duration, timedelta(seconds=60))
    leftovers: str = _key(_text, "stop")


@dataclass
class Resources:
    """What the task's processes get: environment and limits."""

    environment: Dict[str, str] = _key(_mapping, dict)
    environment_file: List[str] = _key(_paths, list)
    clean_environment: bool = _key(_flag, False)
    priority: Optional[int] = _key(_whole, None, "nice")
    cpus: Optional[str] = _key(_text)
    memory_limit: Optional[int] = _key(_size)
    open_files: Optional[int] = _key(_whole)
    core_size: Optional[int] = _key(_size)
    umask: Union[str, int, None] = _key(_any)


@dataclass
class Logging:
    """Where the task's output goes, and who is told of its results."""

    stdout: str = _key(_text, "log")
    stderr: str = _key(_text, "combined")
    log_max_size: int = _key(_size, 50 << 20)
    log_keep: int = _key(_whole, 5)
    log_compress: bool = _key(_flag, False)
    log_format: str = _key(_text, "raw")
    when_full: str = _key(_text, "block")
    notify: Any = _key(_any, "none")
    notify_after: timedelta = _key(_duration, timedelta())
    notify_threshold: int = _key(_whole, 1)
    notify_with: List[str] = _key(_list, list)


@dataclass
class TaskConfig:
    """One entry of the configuration, with the defaults filled in."""

    identification: Identification
    scheduling: Scheduling
    failure_control: FailureControl
    resources: Resources
    logging: Logging

    @classmethod
    def from_dict(cls, raw: Dict[str, Any]) -> "TaskConfig":
        """Makes a configuration from a dictionary; raises TaskConfigError with every problem in it."""
        problems: List[str] = []
        written: Dict[str, Dict[str, Any]] = {section: {} for section in _SECTIONS}
        for key, value in _flat(raw, problems):
            found = _KEYS.get(key.replace("-", "_"))
            if found is None:
                problems.append("unknown key '{}'{}".format(key, _of(raw)))
            elif value is not None:
                section, each = found
                try:
                    written[section][each.name] = each.metadata["read"](value)
                except ValueError as problem:
                    problems.append("bad value {!r} for '{}'{}: {}".format(value, key, _of(raw), problem))
        if problems:
            raise TaskConfigError(problems)
        _follow(written)
        return cls(**{section: kind(**written[section]) for section, kind in _SECTIONS.items()})


_SECTIONS = {
    "identification": Identification,
    "scheduling": Scheduling,
    "failure_control": FailureControl,
    "resources": Resources,
    "logging": Logging,
}

_KEYS = {
    spelling: (section, each)
    for section, kind in _SECTIONS.items()
    for each in fields(kind)
    for spelling in (each.name, *each.metadata["aliases"])
}


def _flat(raw: Dict[str, Any], problems: List[str]) -> Any:
    for key, value in raw.items():
        section = "identification" if key == "general" else key.replace("-", "_")
        if section not in _SECTIONS:
            yield key, value
        elif isinstance(value, dict):
            yield from value.items()
        else:
            problems.append("bad value {!r} for '{}'{}: expected a mapping".format(value, key, _of(raw)))


def _of(raw: Dict[str, Any]) -> str:
    return " in task '{}'".format(raw["name"]) if "name" in raw else ""


def _follow(written: Dict[str, Dict[str, Any]]) -> None:
    """Defaults that follow from other keys."""
    failure = written["failure_control"]
    forever = written["scheduling"].get("forever", False)
    if forever or ("times" in failure and failure["times"] != 1):
        failure.setdefault("on_fail", "restart")
    if failure.get("on_fail") == "restart":
        failure.setdefault("times", None)
    if forever:
        failure.setdefault("fatal_codes", [])


class AbstractTask(ABC):
    """A task: the host makes an object for each attempt, calls run(), and stop() when the attempt has to end."""

    def __init__(self, config: TaskConfig):
        self.config = config

    @abstractmethod
    def run(self) -> int:
        """Does the work and returns the exit code; None counts as 0."""

    @abstractmethod
    def stop(self) -> None:
        """Makes run() return soon. Called at most once, in the main thread, while run() is under way."""
